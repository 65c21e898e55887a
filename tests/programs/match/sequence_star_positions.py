def f(x):
    match x:
        case [first, *_, 9]:
            return f"ends in 9, starts with {first}"
        case [*head, 8]:
            return f"{head} then 8"
        case [7, *tail]:
            return f"7 then {tail}"
        case [*all]:
            return f"all {all}"

print(f([1, 2, 9]), f([8]), f([7, 5, 6]), f([]), f([9]), sep="; ")
# expect: ends in 9, starts with 1; [] then 8; 7 then [5, 6]; all []; all [9]
