from itertools import (accumulate, chain, combinations, count, cycle, groupby, islice, pairwise,
                       permutations, product, repeat, starmap, takewhile, zip_longest)

print(list(chain([1], "a")), list(combinations("abc", 2)))
# expect: [1, 'a'] [('a', 'b'), ('a', 'c'), ('b', 'c')]
print(list(permutations([1, 2])), list(product("ab", [0, 1])))
# expect: [(1, 2), (2, 1)] [('a', 0), ('a', 1), ('b', 0), ('b', 1)]
print(list(accumulate([1, 2, 3])), list(islice(count(5, 2), 3)))  # expect: [1, 3, 6] [5, 7, 9]
print(list(islice(cycle("ab"), 5)), list(pairwise("abc")))
# expect: ['a', 'b', 'a', 'b', 'a'] [('a', 'b'), ('b', 'c')]
print([(k, list(g)) for k, g in groupby("aabbb")])
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b'])]
print(list(zip_longest("ab", [1])), list(repeat(0, 2)))  # expect: [('a', 1), ('b', None)] [0, 0]
print(list(starmap(pow, [(2, 3)])), list(takewhile(lambda x: x < 3, count())))
# expect: [8] [0, 1, 2]
