print(sum(x * x for x in range(4)), max((len(w) for w in ["a", "bbb"]), default=0))
# expect: 14 3
print(",".join(str(x) for x in (1, 2)), sorted((-x for x in [1, 3, 2]), key=abs))
# expect: 1,2 [-1, -2, -3]
print(dict((k, k * 2) for k in "ab"), set(x // 2 for x in range(4)))
# expect: {'a': 'aa', 'b': 'bb'} {0, 1}
