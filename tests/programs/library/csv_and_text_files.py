import csv
import io

source = io.StringIO("name,age\nann,31\n\"b, b\",25\n")
rows = list(csv.DictReader(source))
print(rows, sum(int(r["age"]) for r in rows))
# expect: [{'name': 'ann', 'age': '31'}, {'name': 'b, b', 'age': '25'}] 56
out = io.StringIO()
csv.writer(out, lineterminator="\n").writerows([["a", 1], ["b,c", 2]])
print(out.getvalue().splitlines())  # expect: ['a,1', '"b,c",2']
