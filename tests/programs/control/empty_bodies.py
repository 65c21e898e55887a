if True:
    pass
for _ in range(2): pass
while False:
    print("never")
else:
    print("else of while False")
# expect: else of while False
if 0: ...
print("done")  # expect: done
