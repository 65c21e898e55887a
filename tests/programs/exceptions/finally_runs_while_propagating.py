def f():
    try:
        return {}["missing"]
    finally:
        print("cleaning up")

try:
    f()
except KeyError as error:
    print("got", error)
# expect: cleaning up
# expect: got 'missing'
