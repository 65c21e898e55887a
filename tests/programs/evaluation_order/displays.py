def v(x):
    print(x, end=" ")
    return x

print([v(1), v(2)], (v(3), v(4)), {v(5): v(6), v(7): v(8)}, {v(9)})
# expect: 1 2 3 4 5 6 7 8 9 [1, 2] (3, 4) {5: 6, 7: 8} {9}
print([*v("ab"), v(1)], {**{v("x"): v(2)}, v("y"): v(3)})
# expect: ab 1 x 2 y 3 ['a', 'b', 1] {'x': 2, 'y': 3}
