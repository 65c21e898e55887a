import string
import textwrap

print(string.ascii_uppercase[:5], string.digits)  # expect: ABCDE 0123456789
print(string.Template("$a and ${b}").substitute(a=1, b=2))  # expect: 1 and 2
print(textwrap.wrap("the quick brown fox jumps", 10), textwrap.dedent("  a\n   b").splitlines())
# expect: ['the quick', 'brown fox', 'jumps'] ['a', ' b']
print(textwrap.fill("aaa bbb ccc", 7).splitlines(), textwrap.shorten("hello big world", 11))
# expect: ['aaa bbb', 'ccc'] hello [...]
