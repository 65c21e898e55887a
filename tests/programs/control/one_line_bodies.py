x = 3
if x > 2: print("big"); print("really")
else: print("small")
# expect: big
# expect: really
for c in "ab": print(c, end=",");   # expect: a,b,
print()
while x: x -= 1
print(x)  # expect: 0
