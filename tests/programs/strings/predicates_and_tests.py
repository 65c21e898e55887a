print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace())
# expect: True True True True
print("Ab".istitle(), "x".isidentifier())  # expect: True True
print("abc" < "abd", "B" < "a", "" < "a", "b" in "abc", "" in "abc", "abc" == "a" + "bc")
# expect: True True True True True True
print(max("hello"), min("hello"), sorted("hello"), "".join(reversed("abc")))
# expect: o e ['e', 'h', 'l', 'l', 'o'] cba
