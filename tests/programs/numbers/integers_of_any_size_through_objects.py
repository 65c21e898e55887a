# Python's own integers, out of containers of unknown content, grow as they like.
class Account:
    def __init__(self):
        self.total = 1

a = Account()
for _ in range(5):
    a.total = a.total * 1_000_000_000
print(a.total)  # expect: 1000000000000000000000000000000000000000000000
