"""Variables tied by one-way constraints, planned and executed in the manner of DeltaBlue: polymorphic methods."""

import pyperf


class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.mark = 0


class Constraint:
    def __init__(self, source, target, strength):
        self.source = source
        self.target = target
        self.strength = strength
        self.satisfied = False
        source.constraints.append(self)

    def execute(self):
        raise NotImplementedError

    def weaker_than(self, other):
        return self.strength < other.strength


class Equal(Constraint):
    def execute(self):
        self.target.value = self.source.value


class Scale(Constraint):
    def __init__(self, source, target, strength, factor, offset):
        super().__init__(source, target, strength)
        self.factor = factor
        self.offset = offset

    def execute(self):
        self.target.value = self.source.value * self.factor + self.offset


class Clamp(Constraint):
    def execute(self):
        self.target.value = min(self.source.value, 10**6)


class Planner:
    def __init__(self):
        self.current = 0

    def plan(self, start):
        self.current += 1
        mark = self.current
        pending = list(start.constraints)
        steps = []
        while pending:
            constraint = pending.pop(0)
            if constraint.target.mark == mark:
                continue
            constraint.target.mark = mark
            constraint.satisfied = True
            steps.append(constraint)
            pending.extend(constraint.target.constraints)
        return steps


def chain(length):
    variables = [Variable(i) for i in range(length + 1)]
    for i in range(length):
        source, target = variables[i], variables[i + 1]
        if i % 3 == 0:
            Equal(source, target, i % 5)
        elif i % 3 == 1:
            Scale(source, target, i % 5, 1, 2)
        else:
            Clamp(source, target, i % 5)
    return variables


def run(length):
    variables = chain(length)
    planner = Planner()
    total = 0
    for round_number in range(30):
        variables[0].value = round_number
        steps = planner.plan(variables[0])
        for constraint in steps:
            constraint.execute()
        total += variables[-1].value
        total += sum(steps[i].weaker_than(steps[i + 1]) for i in range(len(steps) - 1))
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("constraint_chain", run, 1000)
