# `async for` and `await` take their methods from the type, and bind them as descriptors that are no functions want it.
import asyncio
from unittest.mock import AsyncMock, MagicMock


class Plain:
    def __init__(self, items):
        self.items = list(items)

    def __call__(self):
        return self

    async def __anext__(self):
        if not self.items:
            raise StopAsyncIteration
        return self.items.pop(0)


class Iterated:
    __aiter__ = Plain("ab")


class Static:
    @staticmethod
    def __aiter__():
        return Plain("cd")


class Partly:
    @classmethod
    def __aiter__(cls):
        return Plain(cls.__name__)


class Waiting:
    @staticmethod
    def __await__():
        return iter(())


class NextWaits:
    left = 2

    def __aiter__(self):
        return self

    def __anext__(self):
        self.left -= 1
        if self.left < 0:
            raise StopAsyncIteration
        return Waiting()


async def main():
    mock = MagicMock()
    mock.__aiter__.return_value = [1, 2, 3]
    print([item async for item in mock], mock.__aiter__.call_args)
    async for item in AsyncMock():
        print("nothing")
    for source in Iterated(), Static(), Partly(), NextWaits():
        print([item async for item in source])
    try:
        async for item in 3:
            pass
    except TypeError as error:
        print(error)
    async with AsyncMock() as entered:
        print(type(entered).__name__)


asyncio.run(main())
