"""A small ray tracer: spheres over a chequered floor, with shadows and reflections, drawn in text.

python examples/raytracer.py [WIDTH] [SAMPLES]       to the terminal, in characters
python examples/raytracer.py --ppm FILE [WIDTH]      to a picture file
"""

import math
import sys
import time

SHADES = " .,:;i1tfLCG08@"
MAXIMUM_DEPTH = 4
FAR = 1e9


class Vector:
    """A point, a direction or a colour."""

    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def distance(self, origin, direction):
        """How far along the ray the surface is; FAR when the ray misses."""
        to_centre = self.centre - origin
        along = to_centre.dot(direction)
        discriminant = along * along - to_centre.dot(to_centre) + self.radius * self.radius
        if discriminant < 0.0:
            return FAR
        root = math.sqrt(discriminant)
        for candidate in (along - root, along + root):
            if candidate > 1e-4:
                return candidate
        return FAR

    def normal(self, point):
        return (point - self.centre) * (1.0 / self.radius)

    def colour_at(self, point):
        return self.colour


class Floor:
    """The plane y == height, in two colours by turns."""

    mirror = 0.25

    def __init__(self, height, light, dark):
        self.height = height
        self.light = light
        self.dark = dark

    def distance(self, origin, direction):
        if direction.y >= -1e-6:
            return FAR
        return (self.height - origin.y) / direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        return self.light if (math.floor(point.x) + math.floor(point.z)) % 2 else self.dark


class Scene:
    def __init__(self, things, sun):
        self.things = things
        self.sun = sun.unit()
        self.rays = 0

    def nearest(self, origin, direction):
        """The first thing that the ray meets and its distance, or (None, FAR)."""
        self.rays += 1
        best, found = FAR, None
        for thing in self.things:
            distance = thing.distance(origin, direction)
            if distance < best:
                best, found = distance, thing
        return found, best

    def sky(self, direction):
        share = 0.5 * (direction.y + 1.0)
        return Vector(0.75, 0.8, 0.9) * (1.0 - share) + Vector(0.15, 0.3, 0.7) * share

    def colour(self, origin, direction, depth=0):
        thing, distance = self.nearest(origin, direction)
        if thing is None:
            return self.sky(direction)
        point = origin + direction * distance
        normal = thing.normal(point)
        blocker, _ = self.nearest(point + normal * 1e-3, self.sun)
        light = 0.15 if blocker else 0.15 + 0.85 * max(0.0, normal.dot(self.sun))
        colour = thing.colour_at(point) * light
        if thing.mirror and depth < MAXIMUM_DEPTH:
            mirrored = self.colour(point + normal * 1e-3, direction.reflected(normal).unit(), depth + 1)
            colour = colour * (1.0 - thing.mirror) + mirrored * thing.mirror
        return colour


def default_scene():
    ring = [
        Sphere(
            Vector(2.2 * math.cos(angle), -0.55, 5.5 + 2.2 * math.sin(angle)),
            0.45,
            Vector(0.5 + 0.5 * math.cos(angle), 0.5 + 0.5 * math.cos(angle + 2.1), 0.5 + 0.5 * math.cos(angle + 4.2)),
            0.3,
        )
        for angle in (2 * math.pi * step / 9 for step in range(9))
    ]
    things = [Floor(-1.0, Vector(0.95, 0.95, 0.95), Vector(0.2, 0.2, 0.2)), *ring]
    things.append(Sphere(Vector(0.0, 0.35, 5.5), 1.35, Vector(0.9, 0.9, 0.95), 0.7))
    return Scene(things, Vector(-0.6, 0.9, -0.7))


def rows(scene, width, height, aspect, samples):
    """Colours, a row at a time from the top; each pixel is the mean of samples × samples rays."""
    eye = Vector(0.0, 0.6, -1.5)
    steps = [(sample + 0.5) / samples for sample in range(samples)]
    for row in range(height):
        line = []
        for column in range(width):
            total = Vector(0.0, 0.0, 0.0)
            for down in steps:
                for right in steps:
                    x = ((column + right) / width - 0.5) * 1.6
                    y = (0.5 - (row + down) / height) * 1.6 * aspect
                    total = total + scene.colour(eye, Vector(x, y - 0.08, 1.0).unit())
            line.append(total * (1.0 / (samples * samples)))
        yield line


def draw_text(scene, width, samples):
    height = width * 9 // 32  # a character is about twice as high as it is wide
    for line in rows(scene, width, height, 9 / 16, samples):
        print(
            "".join(
                SHADES[min(len(SHADES) - 1, int((0.3 * c.x + 0.59 * c.y + 0.11 * c.z) * len(SHADES)))] for c in line
            ).rstrip()
        )


def write_picture(scene, path, width):
    height = width * 9 // 16
    with open(path, "wb") as file:
        file.write(b"P6 %d %d 255\n" % (width, height))
        for line in rows(scene, width, height, 9 / 16, 2):
            file.write(bytes(min(255, int(255 * part)) for c in line for part in (c.x, c.y, c.z)))


def main(arguments):
    scene = default_scene()
    start = time.process_time()
    if arguments[:1] == ["--ppm"]:
        write_picture(scene, arguments[1], int(arguments[2]) if len(arguments) > 2 else 320)
    else:
        draw_text(scene, *map(int, arguments or ["100", "3"]))
    print(f"{scene.rays} rays in {time.process_time() - start:.2f} s of CPU time", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
