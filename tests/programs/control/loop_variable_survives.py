for i in range(3):
    pass
print(i)  # expect: 2
for letter in "ab":
    last = letter
print(letter, last)  # expect: b b
for i in []:
    pass
print(i)  # expect: 2
