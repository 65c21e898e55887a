def lines():
    yield from ["3 apples", "x", "12 pears", "", "7 figs"]

def parse(source):
    for line in source:
        head, _, tail = line.partition(" ")
        if head.isdigit():
            yield int(head), tail

print([name for n, name in parse(lines()) if n > 5])  # expect: ['pears', 'figs']
print(sum(n for n, _ in parse(lines())))  # expect: 22
