s = "naïve 😀 日本"
print(len(s), s[6], s.upper(), s.encode("utf-8")[:4], s[::-1][:2], ascii(s))
# expect: 10 😀 NAÏVE 😀 日本 b'na\xc3\xaf' 本日 'na\xefve \U0001f600 \u65e5\u672c'
print("ß".upper(), "é" == "e\u0301", [hex(ord(c)) for c in "é😀"], chr(0x1F600))
# expect: SS False ['0xe9', '0x1f600'] 😀
