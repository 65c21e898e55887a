s, replacement = "abc", "x"
try:
    s[0] = replacement
except TypeError as error:
    print(error)
# expect: 'str' object does not support item assignment
print(s[:1].upper() + s[1:], s * 2, 2 * s, s * -1 == "")  # expect: Abc abcabc abcabc True
