# Two closures of one call share the variable.
def account(balance):
    def deposit(amount):
        nonlocal balance
        balance += amount
    def show():
        return balance
    return deposit, show

deposit, show = account(100)
deposit(50)
deposit(-20)
print(show())  # expect: 130
