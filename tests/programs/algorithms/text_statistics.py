from collections import Counter

text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness"""
words = [w.strip(",.").lower() for w in text.split()]
counts = Counter(words)
longest = max(words, key=len)
print(len(words), len(set(words)), longest, counts.most_common(3))
# expect: 24 10 foolishness [('it', 4), ('was', 4), ('the', 4)]
print(f"{sum(map(len, words)) / len(words):.3f}")  # expect: 3.417
print({n: c for n, c in sorted(Counter(map(len, words)).items())})
# expect: {2: 8, 3: 10, 4: 1, 5: 3, 6: 1, 11: 1}
