config = {"a": {"b": {"c": 1}}, "list": [{"x": 1}]}
config["a"]["b"]["c"] += 1
config["list"][0]["x"] *= 10
config["a"]["new"] = config["a"].pop("b")
print(config)  # expect: {'a': {'new': {'c': 2}}, 'list': [{'x': 10}]}
shallow = dict(config)
shallow["list"].append("shared")
print(config["list"])  # expect: [{'x': 10}, 'shared']
