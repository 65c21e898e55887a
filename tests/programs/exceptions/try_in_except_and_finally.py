log = []
try:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError as error:
            log.append(repr(error.__context__))
    finally:
        try:
            raise TypeError(3)
        except TypeError:
            log.append("in finally")
finally:
    log.append("out")
print(log)  # expect: ['ValueError(1)', 'in finally', 'out']
