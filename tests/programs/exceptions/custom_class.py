class BankError(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.missing = need - have

class LimitError(BankError):
    pass

try:
    raise LimitError(100, 30)
except BankError as error:
    print(type(error).__name__, error, error.missing, error.args)
# expect: LimitError need 100, have 30 70 ('need 100, have 30',)
