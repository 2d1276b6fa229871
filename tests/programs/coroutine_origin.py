"""Coroutines note where they were created, when they are asked to."""

import sys
import warnings


async def waits():
    pass


async def takes(a, *, b=1):
    return a, b


def create(depth, make):
    sys.set_coroutine_origin_tracking_depth(depth)
    try:
        coroutine = outer(make)
    finally:
        sys.set_coroutine_origin_tracking_depth(0)
    origin = coroutine.cr_origin
    coroutine.close()
    return origin and [(line, name) for _, line, name in origin]


def outer(make):
    return make()


class Thing:
    async def method(self, *arguments):
        return self


for depth in (0, 1, 2, 4):
    print(depth, create(depth, lambda: waits()))
    print(depth, create(depth, lambda: takes(1, b=2)))
    print(depth, create(depth, lambda: takes(*[1], **{"b": 2})))
    print(depth, create(depth, lambda: Thing().method(1, 2)))

sys.set_coroutine_origin_tracking_depth(1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    waits()
print([str(warning.message).replace(__file__, "FILE") for warning in caught])
