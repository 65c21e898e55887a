import numpy as np

def step(board):
    total = sum(np.roll(board, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)) - board
    return ((total == 3) | ((total == 2) & (board == 1))).astype(int)

board = np.zeros((5, 5), dtype=int)
board[2, 1:4] = 1
for row in step(board):
    print(row)
# expect: [0 0 0 0 0]
# expect: [0 0 1 0 0]
# expect: [0 0 1 0 0]
# expect: [0 0 1 0 0]
# expect: [0 0 0 0 0]
print((step(step(board)) == board).all())  # expect: True
