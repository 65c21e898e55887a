from math import *
from string import *
print(floor(2.7), e > 2.7, ascii_lowercase[:3], "_math" in globals())  # expect: 2 True abc False
