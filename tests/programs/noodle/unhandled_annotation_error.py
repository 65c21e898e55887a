# diverges: D002
def area(w: f64, h: f64) -> f64:
    return w * h

print(area(2, 3.5))  # expect: 7.0
sizes = {"w": 2.0, "h": "wide"}
print(area(sizes["w"], sizes["h"]))
# expect-error: N5011 at 2:1
