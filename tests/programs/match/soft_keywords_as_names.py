# match, case and _ are ordinary names elsewhere.
match = {"case": 1}
case = "case"
_ = match[case]
print(match, case, _)  # expect: {'case': 1} case 1
match match:
    case {"case": case}:
        print("case is", case)
# expect: case is 1
