def step(alive):
    neighbours = {}
    for x, y in alive:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = x + dx, y + dy
                    neighbours[cell] = neighbours.get(cell, 0) + 1
    return {c for c, n in neighbours.items() if n == 3 or n == 2 and c in alive}

def show(alive):
    for y in range(4):
        print("".join("#" if (x, y) in alive else "." for x in range(4)))

glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
show(step(glider))
# expect: ....
# expect: #.#.
# expect: .##.
# expect: .#..
print(sorted(step(step(glider))))  # expect: [(0, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
