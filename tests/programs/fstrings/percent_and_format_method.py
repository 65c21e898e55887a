print("%d %5.2f %s %r %x %%" % (3, 2.5, "s", "r", 255), "%(a)s-%(b)03d" % {"a": 1, "b": 2})
# expect: 3  2.50 s 'r' ff % 1-002
print("{0} {1} {0} {x:>4}".format("a", "b", x=1), "{:{}}|".format("l", 3))
# expect: a b a    1 l  |
print("{0[k]} {1.real}".format({"k": 1}, 2))  # expect: 1 2
print(format(3.14159, ".2f"), format("x", "^5"), "{:,}".format(10**6))
# expect: 3.14   x   1,000,000
print("%-5s|" % "ab", "%s" % (1,))  # expect: ab   | 1
