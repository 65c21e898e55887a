s = "hello"
print(s[2:99], s[99:], repr(s[3:1]), s[-99:2], s[:-99] == "")  # expect: llo  '' he True
print(s[::10], s[4::-10])  # expect: h o
