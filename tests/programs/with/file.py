import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.txt")
    with open(path, "w") as file:
        print("line 1", file=file)
        file.write("line 2\n")
    with open(path) as file:
        print([line.rstrip() for line in file], file.closed)
# expect: ['line 1', 'line 2'] False
print(file.closed, os.path.exists(path))  # expect: True False
