# diverges: D002
def count(items) -> i64:
    return items[0]

print(count([3]))  # expect: 3
for items in [["x"]]:
    try:
        count(items)
    except TypeError as error:
        print(error.message)
# expect: the result must be i64, got str
