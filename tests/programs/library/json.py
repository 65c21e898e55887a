import json

data = {"name": "ann", "tags": ["a", None, True], "n": 1.5, "nested": {"k": []}}
text = json.dumps(data, sort_keys=True)
print(text, json.loads(text) == data, json.dumps([1, "é"], indent=1).splitlines()[1])
# expect: {"n": 1.5, "name": "ann", "nested": {"k": []}, "tags": ["a", null, true]} True  1,
try:
    json.loads("{bad}")
except json.JSONDecodeError as error:
    print(error.msg, error.pos)
# expect: Expecting property name enclosed in double quotes 1
