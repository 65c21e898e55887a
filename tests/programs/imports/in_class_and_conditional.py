import sys
class Tools:
    from math import sqrt, floor
    import json as codec
if sys.maxsize > 2**32:
    from math import gcd
print(Tools.sqrt(16), Tools.codec.dumps(None), gcd(12, 18))  # expect: 4.0 null 6
