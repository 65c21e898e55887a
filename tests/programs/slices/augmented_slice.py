s = [1, 2, 3, 4]
alias = s
s[1:3] += [9, 9]
print(s, s is alias)  # expect: [1, 2, 3, 9, 9, 4] True
s[:2] *= 2
print(s)  # expect: [1, 2, 1, 2, 3, 9, 9, 4]
