def load(name):
    if name == "json":
        import json
        return json.dumps([1])
    import definitely_not_installed
    return definitely_not_installed

for name in ("json", "other"):
    print(load(name))
# expect: [1]
# expect-error: N5012 at 5:5 ModuleNotFoundError: No module named 'definitely_not_installed'
