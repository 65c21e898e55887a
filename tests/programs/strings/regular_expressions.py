import re

print(re.findall(r"\d+", "a1b22"), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"))
# expect: ['1', '22'] 1a 2b
print(re.split(r"[,;]", "a,b;c"))  # expect: ['a', 'b', 'c']
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)", "on 2024-05-01")
print(m["year"], m.groups(), m.span(), m.groupdict())
# expect: 2024 ('2024', '05') (3, 10) {'year': '2024', 'month': '05'}
print(re.sub(r"\d", lambda m: str(int(m[0]) * 2), "1-2-3"))  # expect: 2-4-6
print(re.fullmatch("a+", "aab"))  # expect: None
