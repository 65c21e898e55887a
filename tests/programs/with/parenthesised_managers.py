from contextlib import nullcontext

with (
    nullcontext(1) as a,
    nullcontext([2, 3]) as (b, c),
):
    print(a, b, c)
# expect: 1 2 3
