def deeper(n):
    return deeper(n + 1) + 1

def ping(n):
    return pong(n + 1)

def pong(n):
    return ping(n + 1)

for start in (0, 1):
    for function in (deeper, ping):
        try:
            function(start)
        except RecursionError as error:
            print(str(error)[:32])
# expect: maximum recursion depth exceeded
# expect: maximum recursion depth exceeded
# expect: maximum recursion depth exceeded
# expect: maximum recursion depth exceeded
