import math

huge = [1e308].pop()
for attempt in (lambda: huge ** 2, lambda: math.exp(1000), lambda: int(huge * 10),
                lambda: math.sqrt(-1.0)):
    try:
        print(attempt())
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
# expect: OverflowError (34, 'Numerical result out of range')
# expect: OverflowError math range error
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError math domain error
