def echo():
    while True:
        received = yield
        print("received", received)

g = echo()
next(g)
next(g)  # expect: received None
g.send("hello")  # expect: received hello
g.send((1, 2))  # expect: received (1, 2)
