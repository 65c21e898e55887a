def bound(name, value):
    print(name)
    return value

for i in range(bound("start", 1), bound("stop", 6), bound("step", 2)):
    print(i)
# expect: start
# expect: stop
# expect: step
# expect: 1
# expect: 3
# expect: 5
