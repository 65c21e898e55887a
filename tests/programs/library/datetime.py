from datetime import date, datetime, timedelta, timezone

d = date(2024, 2, 28)
print(d + timedelta(days=2), (date(2024, 12, 25) - d).days)  # expect: 2024-03-01 301
print(d.strftime("%d/%m/%y"), d.weekday(), d < date(2025, 1, 1))  # expect: 28/02/24 2 True
t = datetime.strptime("2024-01-02 03:04", "%Y-%m-%d %H:%M")
print(t.isoformat(), t.replace(hour=5).time(), timedelta(hours=25))
# expect: 2024-01-02T03:04:00 05:04:00 1 day, 1:00:00
print(t.astimezone(timezone.utc) is not None)  # expect: True
