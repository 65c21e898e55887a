# `and` and `or` give one of their operands.
print(0 or "default", "" and 1, [] or {} or None, 1 and 2 and 3)  # expect: default  None 3
print(1 or undefined_name, 0 and undefined_name)  # expect: 1 0
print(not 0, not "a", not not [])  # expect: True False False
