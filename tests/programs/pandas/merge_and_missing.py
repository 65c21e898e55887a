import pandas as pd

a = pd.DataFrame({"k": [1, 2, 3], "x": ["a", "b", "c"]})
b = pd.DataFrame({"k": [2, 3, 4], "y": [0.5, 1.5, 2.5]})
m = a.merge(b, on="k", how="left")
print(m["y"].isna().sum(), m["y"].fillna(0).tolist(), m.dropna().k.tolist())
# expect: 1 [0.0, 0.5, 1.5] [2, 3]
print(pd.concat([a, a]).shape, m.pivot_table(index="x", values="y", aggfunc="sum").shape)
# expect: (6, 2) (3, 1)
