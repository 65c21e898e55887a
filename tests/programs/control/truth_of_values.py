class Empty:
    def __len__(self):
        return 0

class No:
    def __bool__(self):
        return False

values = [0, 1, "", "a", [], [0], {}, None, 0.0, float("nan"), Empty(), No(), 0j, b"", ()]
print(["T" if v else "F" for v in values])
# expect: ['F', 'T', 'F', 'T', 'F', 'T', 'F', 'F', 'F', 'T', 'F', 'F', 'F', 'F', 'F']
