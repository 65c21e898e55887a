print("tab\there", 'quote\'s', "\x41\u00e9\N{BULLET}\101", r"raw\n", "a" "b" 'c', len("\
joined"))
# expect: tab	here quote's Aé•A raw\n abc 6
print("""triple
"quoted" text""", repr("both ' and \""), repr("\x00\n\t\\"), "\a" == chr(7))
# expect: triple
# expect: "quoted" text 'both \' and "' '\x00\n\t\\' True
