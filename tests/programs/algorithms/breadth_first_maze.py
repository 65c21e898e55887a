from collections import deque

maze = ["S.#.", "..#E", "...."]
start = (0, 0)

def solve(maze):
    queue, seen = deque([(start, 0)]), {start}
    while queue:
        (r, c), steps = queue.popleft()
        if maze[r][c] == "E":
            return steps
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < len(maze) and 0 <= nc < len(maze[0]) and maze[nr][nc] != "#":
                if (nr, nc) not in seen:
                    seen.add((nr, nc))
                    queue.append(((nr, nc), steps + 1))

print(solve(maze))  # expect: 6
