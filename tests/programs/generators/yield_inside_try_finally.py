def resource():
    print("open")
    try:
        yield "handle"
    finally:
        print("close")

for handle in resource():
    print("use", handle)
# expect: open
# expect: use handle
# expect: close
print("after")  # expect: after
