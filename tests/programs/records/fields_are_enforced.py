# diverges: D006
class Reading:
    value: f64
    count: i64 = 0

r = Reading(2.5)
r.count = 3
r.note = "free"
print(r, r.note)  # expect: Reading(value=2.5, count=3) free
try:
    r.count = 1.5
except TypeError as error:
    print(error)  # expect: [N5011] field 'count' must be i64, got f64
print(r.count)  # expect: 3
try:
    Reading("a")
except TypeError as error:
    print(error)  # expect: [N5011] field 'value' must be f64, got str
