NUMERALS = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
            (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]

def to_roman(n):
    text = ""
    for value, numeral in NUMERALS:
        count, n = divmod(n, value)
        text += numeral * count
    return text

def from_roman(text):
    total = 0
    for value, numeral in NUMERALS:
        while text.startswith(numeral):
            total += value
            text = text[len(numeral):]
    return total

print([to_roman(n) for n in (4, 9, 14, 1994, 2024)])
# expect: ['IV', 'IX', 'XIV', 'MCMXCIV', 'MMXXIV']
print(all(from_roman(to_roman(n)) == n for n in range(1, 500)))  # expect: True
