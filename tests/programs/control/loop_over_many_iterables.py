for x in (1, 2): print(x, end=" ")  # expect: 1 2 h i k 5 ('a', 1) ('b', 2) 7! 2 1
for x in "hi": print(x, end=" ")
for x in {"k": 1}: print(x, end=" ")
for x in {5}: print(x, end=" ")
for x in zip("ab", [1, 2]): print(x, end=" ")
for x in map(str, [7]): print(x + "!", end=" ")
for x in reversed([1, 2]): print(x, end=" ")
print()
