class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n

print(list(Countdown(4)))  # expect: [3, 2, 1, 0]
for i in Countdown(2):
    print(i)
else:
    print("done")
# expect: 1
# expect: 0
# expect: done
