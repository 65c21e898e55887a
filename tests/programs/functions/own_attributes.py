def visit():
    visit.count += 1
    return visit.count

visit.count = 0
visit()
visit()
print(visit(), visit.__dict__)  # expect: 3 {'count': 3}
