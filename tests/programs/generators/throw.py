def worker():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            print("handled", error)
        finally:
            print("cleanup")

g = worker()
print(next(g))  # expect: waiting
print(g.throw(ValueError("bad")))
# expect: handled bad
# expect: cleanup
# expect: waiting
try:
    g.throw(KeyError("fatal"))
except KeyError as error:
    print("out came", error)
# expect: cleanup
# expect: out came 'fatal'
print(list(g))  # expect: []
