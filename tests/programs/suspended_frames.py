"""The frames of suspended generators and coroutines stand on the guest's lines and show its locals, to host code, too."""

import asyncio
import inspect
import io
import sys
import traceback
import types


def counts(start):
    yield start
    again = start + 1
    for item in (
        again,
        again + 1,
    ):
        yield (
            item
        )
    yield from nested(again)


def nested(value):
    inner = value
    yield inner


def show(shown):
    values = shown.f_locals
    print(shown.f_lineno - shown.f_code.co_firstlineno, {name: values[name] for name in sorted(values)})


generator = counts(3)
show(generator.gi_frame)
held = None
for _ in generator:
    held = generator.gi_frame
    show(held)
    if generator.gi_yieldfrom is not None:
        show(generator.gi_yieldfrom.gi_frame)
print(generator.gi_frame)


def looked_at():
    def inside():
        return generator.gi_frame.f_lineno - generator.gi_frame.f_code.co_firstlineno

    yield inside()

    yield max(["a", "b"], key=lambda _: inside()), inside()
    yield [inside() for _ in range(1)]


generator = looked_at()
print(*generator)


class Ready:
    def __await__(self):
        yield


async def waits(name):
    count = 1

    await Ready()
    async for item in gives(count):
        await Ready()
        print(name, item)


async def gives(n):
    for index in range(n):
        yield index


coroutine = waits("a")
show(coroutine.cr_frame)
coroutine.send(None)
show(coroutine.cr_frame)
print(inspect.getcoroutinelocals(coroutine))
coroutine.send(None)
print(coroutine.cr_frame.f_lineno - coroutine.cr_frame.f_code.co_firstlineno)
coroutine.close()
asynchronous = gives(2)
try:
    asynchronous.asend(None).send(None)
except StopIteration as stop:
    print(stop.value)
show(asynchronous.ag_frame)


async def main():
    async def sleeps(seconds):
        for _ in range(1):
            await asyncio.sleep(seconds)

    task = asyncio.create_task(sleeps(30), name="sleeper")
    await asyncio.sleep(0)
    print(repr(task).replace(__file__, "FILE"))
    out = io.StringIO()
    task.print_stack(file=out)
    print(out.getvalue().replace(__file__, "FILE"))
    (shown,) = task.get_stack()
    print(shown.f_lineno, shown.f_locals["seconds"])
    for summary in traceback.StackSummary.extract(traceback.walk_stack(shown)):
        print(summary.name, summary.lineno, summary.line)
    task.cancel()


asyncio.run(main())


# what other frames show, and how they are changed, is as ever
def fails():
    local = 1
    raise ValueError(local)


try:
    fails()
except ValueError as error:
    show(error.__traceback__.tb_next.tb_frame)
    shown = error.__traceback__.tb_next.tb_frame
for change in (lambda: setattr(shown, "f_lineno", 1), lambda: setattr(shown, "f_locals", {})):
    try:
        change()
    except (AttributeError, ValueError) as error:
        print(type(error).__name__)
print(isinstance(types.FrameType.f_locals, types.GetSetDescriptorType), inspect.isdatadescriptor(types.FrameType.f_lineno))
print(sys._getframe().f_lineno)
