value, width, precision, fill = 3.14159, 10, 3, "*"
print(f"{value:{width}.{precision}}|", f"{value:{fill}>{width}.{precision}f}|")
# expect:       3.14| *****3.142|
print(f"{'x':{'-'}^{width // 2}}|", f"{value:{'.1f' if value > 3 else '.4f'}}")
# expect: --x--| 3.1
