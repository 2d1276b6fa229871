"""Generators, coroutines and asynchronous generators: the host's objects over frames of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Same = Callable[[str], None]

PROGRAMS = [
    "def g(a):\n    log.append(a)\n    b = yield a\n    log.append(b)\n    yield b\n    return 'end'\n"
    "i = g(1)\nlog.append(next(i))\nlog.append(i.send(2))\ntry:\n    next(i)\n"
    "except StopIteration as stop:\n    result = stop.value",
    "def g():\n    yield\nresult = list(g()), list(g())",
    "def g():\n    yield 1\ni = g()\ni.send(2)",
    "def g():\n    yield 1\n    raise ValueError('own')\ni = g()\nnext(i)\nnext(i)",
    "def g():\n    yield 1\n    raise StopIteration('wrong')\nlist(g())",
    "def g():\n    try:\n        yield 1\n    except KeyError as e:\n        log.append(repr(e))\n        yield 2\n"
    "i = g()\nnext(i)\nresult = i.throw(KeyError('thrown'))\ni.throw(OSError)",
    "def g():\n    try:\n        yield 1\n    finally:\n        log.append('closed')\ni = g()\n"
    "next(i)\ni.close()\nresult = list(i)",
    "def g():\n    try:\n        yield 1\n    except GeneratorExit:\n        yield 2\ni = g()\nnext(i)\ni.close()",
    "def g():\n    yield 1\ni = g()\ni.throw(ValueError('at the start'))",
    "def inner():\n    got = yield 1\n    log.append(got)\n    return 'inner'\ndef outer():\n"
    "    result = yield from inner()\n"
    "    yield result\ni = outer()\nnext(i)\nresult = i.send('x')",
    "def outer():\n    yield from [1, 2]\n    yield from 3\nlist(outer())",
    "def inner():\n    try:\n        yield 1\n    except KeyError:\n        yield 'caught'\n"
    "def outer():\n    yield from inner()\n"
    "i = outer()\nnext(i)\nresult = i.throw(KeyError)",
    "def g():\n    i = yield\n    next(i)\nx = g()\nnext(x)\nx.send(x)",
    "def g(n):\n    if n:\n        yield n\n        yield from g(n - 1)\nresult = list(g(50))",
    "import sys\ndef g():\n    log.append(repr(sys.exception()))\n    try:\n        1 / 0\n"
    "    except ZeroDivisionError:\n"
    "        yield repr(sys.exception())\n        log.append(repr(sys.exception()))\n    yield repr(sys.exception())\n"
    "try:\n    raise KeyError('outer')\nexcept KeyError:\n    i = g()\n    log.append(next(i))\n"
    "    log.append(repr(sys.exception()))\n"
    "    log.append(next(i))\nlog.append(repr(sys.exception()))",
    "def g():\n    yield 1\ni = g()\nlog.append((i.gi_running, i.gi_yieldfrom, i.__name__, i.__qualname__))\n"
    "next(i)\nlog.append(i.gi_suspended)\nlist(i)\nlog.append(i.gi_frame)",
    "result = list((x, y) for x in range(3) for y in range(x) if x)",
    "g = (1 / x for x in (1, 0))\nlist(g)",
    "async def f(): return 1\nasync def g(): return await f() + 1\nc = g()\ntry:\n    c.send(None)\n"
    "except StopIteration as e:\n    result = e.value",
    "async def f(): raise KeyError('in f')\nasync def g():\n    try:\n        await f()\n"
    "    except KeyError as e:\n        return repr(e)\n"
    "try:\n    g().send(None)\nexcept StopIteration as e:\n    result = e.value",
    "async def f(): await 1\nf().send(None)",
    "import asyncio\nasync def n(k):\n    for i in range(k):\n        await asyncio.sleep(0)\n        yield i\n"
    "async def main():\n    return [i async for i in n(3) if i], {i: i async for i in n(2)}\n"
    "result = asyncio.run(main())",
    "import asyncio\nclass C:\n    async def __aenter__(self): log.append('in'); return self\n"
    "    async def __aexit__(self, *a): log.append(repr(a[0])); return True\nasync def main():\n"
    "    async with C():\n        1 / 0\n"
    "    return 'after'\nresult = asyncio.run(main())",
    "import asyncio\nasync def fails(): raise ValueError('x')\nasync def main():\n"
    "    return await asyncio.gather(fails(), asyncio.sleep(0, 'y'), return_exceptions=True)\n"
    "result = asyncio.run(main())",
    "async def f():\n    yield 1\nfor x in f(): pass",
    "async def f():\n    for x in y(): pass\n    async for z in 5: pass\ny = tuple\nf().send(None)",
    "import types\n@types.coroutine\ndef f():\n    got = yield 'suspended'\n    return got\n"
    "async def g(): return await f()\n"
    "c = g()\nlog.append(c.send(None))\ntry:\n    c.send('sent')\nexcept StopIteration as e:\n    result = e.value",
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("source", PROGRAMS, ids=range(len(PROGRAMS)))
def test_program(same: Same, source: str) -> None:
    same(source)
