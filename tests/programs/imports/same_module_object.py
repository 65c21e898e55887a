import sys
import json
import json as again
from json import loads
print(json is again, sys.modules["json"] is json, json.loads is loads, json.__name__)
# expect: True True True json
