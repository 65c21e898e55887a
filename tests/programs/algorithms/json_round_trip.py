import json

def encode(x):
    match x:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[x]
        case int() | float():
            return repr(x)
        case str():
            return '"' + x.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(map(encode, x)) + "]"
        case dict():
            return "{" + ", ".join(f"{encode(k)}: {encode(v)}" for k, v in x.items()) + "}"

data = {"a": [1, 2.5, None, True], "q": 'say "hi"', "nested": {"empty": [], "path": "c:\\x"}}
print(encode(data))
# expect: {"a": [1, 2.5, null, true], "q": "say \"hi\"", "nested": {"empty": [], "path": "c:\\x"}}
print(json.loads(encode(data)) == data)  # expect: True
