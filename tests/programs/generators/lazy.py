def noisy():
    print("start")
    yield 1
    print("between")
    yield 2
    print("end")

g = noisy()
print("made")  # expect: made
print(next(g))
# expect: start
# expect: 1
print(next(g))
# expect: between
# expect: 2
print(next(g, "nothing left"))
# expect: end
# expect: nothing left
