import pandas as pd

df = pd.DataFrame({"name": ["ann", "bob", "cid"], "age": [31, 25, 40], "city": ["x", "y", "x"]})
print(df.shape, list(df.columns), df["age"].mean(), df[df.age > 30].name.tolist())
# expect: (3, 3) ['name', 'age', 'city'] 32.0 ['ann', 'cid']
df["older"] = df["age"] + 1
df.loc[df.name == "bob", "age"] = 26
print(df.groupby("city")["age"].max().to_dict())  # expect: {'x': 40, 'y': 26}
print(df.sort_values("age").name.tolist(), df.iloc[0, 1])  # expect: ['bob', 'ann', 'cid'] 31
for row in df.itertuples():
    print(row.name, row.older)
# expect: ann 32
# expect: bob 26
# expect: cid 41
