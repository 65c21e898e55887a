a = [3, 1, 2]
a.append(5); a.insert(0, 9); a.extend([1, 7]); a.remove(1)
print(a, a.index(5), a.count(1), a.pop(), a.pop(0), a)
# expect: [3, 2, 5, 1] 3 1 7 9 [3, 2, 5, 1]
a.sort(); print(a)  # expect: [1, 2, 3, 5]
a.sort(key=lambda x: -x); a.reverse(); print(a, a.copy() is a)  # expect: [1, 2, 3, 5] False
a.clear(); print(a)  # expect: []
print([0] * 3, [[0] * 2 for _ in range(2)], [1, 2] + [3], [1, [2]] == [1, [2]], [1, 2] < [1, 3])
# expect: [0, 0, 0] [[0, 0], [0, 0]] [1, 2, 3] True True
