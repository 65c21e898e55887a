from collections import Counter, defaultdict

words = "the cat and the dog and the bird".split()
count = {}
for w in words:
    count[w] = count.get(w, 0) + 1
groups = defaultdict(list)
for w in words:
    groups[len(w)].append(w)
print(count, dict(groups), Counter(words).most_common(2), count == Counter(words))
# expect: {'the': 3, 'cat': 1, 'and': 2, 'dog': 1, 'bird': 1} {3: ['the', 'cat', 'and', 'the', 'dog', 'and', 'the'], 4: ['bird']} [('the', 3), ('and', 2)] True
