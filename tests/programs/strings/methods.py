s = "  Hello, World  "
print(s.strip(), s.lower().split(), s.replace("l", "L", 2), s.count("o"))
# expect: Hello, World ['hello,', 'world']   HeLLo, World   2
print(s.find("W"), s.find("z"))  # expect: 9 -1
print("a,b,,c".split(","), "a b  c".split(), "a-b-c".rsplit("-", 1), "k=v=w".partition("="))
# expect: ['a', 'b', '', 'c'] ['a', 'b', 'c'] ['a-b', 'c'] ('k', '=', 'v=w')
print("-".join("abc"), "abc".center(7, "*"), "7".zfill(3), "abc".startswith(("x", "ab")))
# expect: a-b-c **abc** 007 True
print("hello world".title(), "Ab".swapcase(), "abc".index("c"), "aXbX".removesuffix("X"))
# expect: Hello World aB 2 aXb
