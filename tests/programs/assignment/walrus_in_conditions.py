import re

lines = ["a=1", "nothing", "b=22"]
for line in lines:
    if m := re.match(r"(\w)=(\d+)", line):
        print(m[1], m[2])
# expect: a 1
# expect: b 22
data = iter([3, 4, 0, 5])
total = 0
while value := next(data):
    total += value
print(total, value)  # expect: 7 0
print((x := 5) > 3 and x < 10, (z := None) or "empty")  # expect: True empty
