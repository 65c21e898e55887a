name = "x"
text = (
    f"first {name} "
    "second {not a field} "
    f"third {name!r}"
)
print(text)  # expect: first x second {not a field} third 'x'
print(f"""lines
{name:>3}
{'done'}""")
# expect: lines
# expect:   x
# expect: done
print(rf"raw \n {name}", F"{name}" "tail")  # expect: raw \n x xtail
