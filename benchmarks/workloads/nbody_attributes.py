"""Bodies that attract each other, as objects with float attributes: attribute loads and stores, float arithmetic."""

import math

import pyperf


class Body:
    def __init__(self, mass, position, velocity):
        self.mass = mass
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = velocity


def make(count):
    bodies = []
    for i in range(count):
        angle = 2.399963 * i
        radius = 1.0 + i
        position = (radius * math.cos(angle), radius * math.sin(angle), 0.1 * i)
        velocity = (-math.sin(angle) / radius, math.cos(angle) / radius, 0.0)
        bodies.append(Body(1.0 / (1 + i), position, velocity))
    return bodies


def advance(bodies, dt):
    for i, first in enumerate(bodies):
        for second in bodies[i + 1 :]:
            dx = first.x - second.x
            dy = first.y - second.y
            dz = first.z - second.z
            square = dx * dx + dy * dy + dz * dz + 0.01
            pull = dt / (square * math.sqrt(square))
            first.vx -= dx * second.mass * pull
            first.vy -= dy * second.mass * pull
            first.vz -= dz * second.mass * pull
            second.vx += dx * first.mass * pull
            second.vy += dy * first.mass * pull
            second.vz += dz * first.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def run(steps):
    bodies = make(5)
    for _ in range(steps):
        advance(bodies, 0.001)
    return [(body.x, body.y, body.z) for body in bodies]


if __name__ == "__main__":
    pyperf.Runner().bench_func("nbody_attributes", run, 4000)
