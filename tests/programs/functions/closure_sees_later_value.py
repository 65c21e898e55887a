# A closure reads its variable when it runs, not when it is made.
def make():
    readers = []
    for i in range(3):
        readers.append(lambda: i)
    i = 99
    return readers

print([read() for read in make()])  # expect: [99, 99, 99]
