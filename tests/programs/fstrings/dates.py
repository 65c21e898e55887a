from datetime import date, datetime, timedelta

d = datetime(2024, 2, 29, 13, 5, 7)
print(f"{d:%Y-%m-%d} {d:%H:%M} {d:%A %d %B} {d}", f"{date(2024, 1, 1):%j}")
# expect: 2024-02-29 13:05 Thursday 29 February 2024-02-29 13:05:07 001
print(f"{d + timedelta(days=1):%d.%m.} {d!r} {timedelta(minutes=90)}")
# expect: 01.03. datetime.datetime(2024, 2, 29, 13, 5, 7) 1:30:00
