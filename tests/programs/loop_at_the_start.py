# A function that begins with a loop, called by compiled code: its compiled loop takes a frame, not arguments.
class Bits:
    def __init__(self):
        self.there = 0

    def more(self):
        self.there += 8

    def need(self, n):
        while self.there < n:
            self.more()

    def read(self, n=8):
        if n > self.there:
            self.need(n)
        self.there -= n
        return n


def total(bits):
    result = 0
    for i in range(300):
        result += bits.read(i % 7)
        result += bits.read()
    return result


bits = Bits()
print(sum(total(bits) for _ in range(40)), bits.there)
