x, y = 3, "text"
print(f"{x=} {y=} {x + 1=} {x = } {y=!s} {x=:>5} {x*2 = :04d}")
# expect: x=3 y='text' x + 1=4 x = 3 y=text x=    3 x*2 = 0006
print(f"{len(y)=}, {[i for i in range(2)]=}")  # expect: len(y)=4, [i for i in range(2)]=[0, 1]
