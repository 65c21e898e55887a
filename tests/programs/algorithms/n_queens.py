def queens(n):
    def place(row, columns, down, up):
        if row == n:
            return 1
        count = 0
        for c in range(n):
            if c not in columns and row - c not in down and row + c not in up:
                count += place(row + 1, columns | {c}, down | {row - c}, up | {row + c})
        return count
    return place(0, frozenset(), frozenset(), frozenset())

print([queens(n) for n in range(1, 7)])  # expect: [1, 0, 0, 2, 10, 4]
