try:
    import no_such_fast_json as json
except ImportError:
    import json
print(json.loads("[1, 2]"))  # expect: [1, 2]
