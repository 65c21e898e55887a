import pandas as pd

s = pd.Series([3, 1, 2], index=list("cab"))
print(s["a"], s.sort_index().tolist(), s.apply(lambda x: x * x).sum())  # expect: 1 [1, 2, 3] 14
print((s > 1).tolist(), s.idxmax())  # expect: [True, False, True] c
s["d"] = 10
print(s.to_dict(), s.cumsum().iloc[-1], pd.isna(s).any(), s.map(str).str.len().tolist())
# expect: {'c': 3, 'a': 1, 'b': 2, 'd': 10} 16 False [1, 1, 1, 2]
