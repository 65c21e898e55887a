import numpy as np

days = np.arange("2024-02-27", "2024-03-02", dtype="datetime64[D]")
print(days, days[1] - days[0], (days[-1] - days[0]).astype(int))
# expect: ['2024-02-27' '2024-02-28' '2024-02-29' '2024-03-01'] 1 days 3
print(np.datetime64("2024-01-31") + np.timedelta64(1, "D"))  # expect: 2024-02-01
print(np.busday_count("2024-01-01", "2024-01-08"))  # expect: 5
