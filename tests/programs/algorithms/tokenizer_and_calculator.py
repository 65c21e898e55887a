import re

def tokens(text):
    for number, operator in re.findall(r"\s*(?:(\d+\.?\d*)|(.))", text):
        yield float(number) if number else operator

class Parser:
    def __init__(self, text):
        self.rest = list(tokens(text)) + ["end"]
    def take(self):
        return self.rest.pop(0)
    def expression(self):
        value = self.term()
        while self.rest[0] in ("+", "-"):
            value = value + self.term() if self.take() == "+" else value - self.term()
        return value
    def term(self):
        value = self.factor()
        while self.rest[0] in ("*", "/"):
            value = value * self.factor() if self.take() == "*" else value / self.factor()
        return value
    def factor(self):
        token = self.take()
        if token == "(":
            value = self.expression()
            assert self.take() == ")", "missing )"
            return value
        return -self.factor() if token == "-" else token

for text in ("1 + 2 * 3", "(1 + 2) * -3", "8 / 4 / 2", "2 * (3"):
    try:
        print(Parser(text).expression())
    except AssertionError as error:
        print("error:", error)
# expect: 7.0
# expect: -9.0
# expect: 1.0
# expect: error: missing )
