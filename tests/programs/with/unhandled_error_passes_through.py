class Timer:
    def __enter__(self):
        print("start")
    def __exit__(self, *error):
        print("stop")

def work(n):
    with Timer():
        return 10 // n

print(work(3))
# expect: start
# expect: stop
# expect: 3
for n in (5, 0):
    work(n)
# expect: start
# expect: stop
# expect: start
# expect: stop
# expect-error: N5002 at 9:16 ZeroDivisionError: integer division or modulo by zero
