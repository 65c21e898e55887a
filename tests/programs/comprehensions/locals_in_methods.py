class Team:
    def __init__(self, members):
        self.members = members
    def names(self, prefix=""):
        return [prefix + m for m in self.members if m]
    def pairs(self):
        return {(a, b) for a in self.members for b in self.members if a < b}

team = Team(["ann", "", "bob"])
print(team.names("-"), sorted(team.pairs()))
# expect: ['-ann', '-bob'] [('', 'ann'), ('', 'bob'), ('ann', 'bob')]
