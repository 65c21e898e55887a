def count(text, letter):
    n = 0
    for k in range(len(text)):
        if text[k] == letter:
            n += 1
    return n

def is_palindrome(s):
    for k in range(len(s) // 2):
        if s[k] != s[-k - 1]:
            return False
    return True

def distance(a, b):
    return sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))

print(count("banana", "a"), count("naïve café", "é"), count("", "x"))  # expect: 3 1 0
print(is_palindrome("reliefpfeiler"), is_palindrome("😀x😀"), is_palindrome("ab"))  # expect: True True False
print(distance("kitten", "sitting"), "abc" < "abd" < "b")  # expect: 3 True
"abc"[count("xxxx", "x")]
# expect-error: N5003 at 20:1 IndexError: string index out of range
