class Index:
    def __index__(self):
        return 2

for i in range(Index()):
    print(i)
# expect: 0
# expect: 1
limit = [1.5].pop()
try:
    for i in range(limit):
        print(i)
except TypeError as error:
    print(error)
# expect: 'float' object cannot be interpreted as an integer
