n = 0
odd = []
while n < 9:
    n += 1
    if n % 2 == 0:
        continue
    odd.append(n)
else:
    odd.append("end")
print(odd)  # expect: [1, 3, 5, 7, 9, 'end']
