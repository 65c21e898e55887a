print(True + 1, True * 3, sum([True, False, True]), True == 1)  # expect: 2 3 2 True
print(True is (1 == 1), -True, ~False, True & False)  # expect: True -1 -1 False
print(True ^ True, type(True & True).__name__, type(True & 1).__name__)  # expect: False bool int
print([10, 20][True], True < 2, bool("False"))  # expect: 20 True True
