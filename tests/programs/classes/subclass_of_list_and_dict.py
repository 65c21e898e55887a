class Stack(list):
    push = list.append
    def top(self):
        return self[-1]

class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)
    def __missing__(self, key):
        return f"no {key}"

s = Stack([1, 2])
s.push(3)
d = Lower()
d["ABC"] = 1
print(s, s.top(), len(s), s + [4], type(s[:2]).__name__, d, d["x"], d.get("x"))
# expect: [1, 2, 3] 3 3 [1, 2, 3, 4] list {'abc': 1} no x None
