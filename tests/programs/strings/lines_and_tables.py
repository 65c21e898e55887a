text = "one 1\ntwo 22\r\nthree 333\n"
print(text.splitlines(), text.split("\n")[-1] == "")
# expect: ['one 1', 'two 22', 'three 333'] True
for name, number in (line.split() for line in text.splitlines()):
    print(f"{name:<8}|{int(number):>5}")
# expect: one     |    1
# expect: two     |   22
# expect: three   |  333
print("a\tb".expandtabs(4), str.maketrans("ab", "xy"), "abc".translate({97: "1", 98: None}))
# expect: a   b {97: 120, 98: 121} 1c
