import math
import os.path
import xml.etree.ElementTree
print(math.sqrt(16), os.path.join("a", "b"), os.sep)  # expect: 4.0 a/b /
print(xml.etree.ElementTree.fromstring("<a/>").tag)  # expect: a
