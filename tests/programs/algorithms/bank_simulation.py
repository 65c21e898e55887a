class NotEnough(Exception):
    pass

class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.log = owner, balance, []
    def withdraw(self, amount):
        if amount > self.balance:
            raise NotEnough(f"{self.owner} has only {self.balance}")
        self.balance -= amount
        self.log.append(-amount)
    def deposit(self, amount):
        self.balance += amount
        self.log.append(amount)

def transfer(source, target, amount):
    source.withdraw(amount)
    target.deposit(amount)

ann, bob = Account("ann", 100), Account("bob")
for amount in (30, 50, 40):
    try:
        transfer(ann, bob, amount)
    except NotEnough as error:
        print(error)
# expect: ann has only 20
print(ann.balance, bob.balance, ann.log, bob.log)  # expect: 20 80 [-30, -50] [30, 50]
