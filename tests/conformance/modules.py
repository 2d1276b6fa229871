"""Which of CPython's test modules are the bar, and which library modules run as guest code along with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Module:
    """A test module.

    Attributes:
        name: as under `test.`.
        include: library modules that are guest code besides the test module, as patterns for `--include`.
        min_version: first CPython that has it.
    """

    name: str
    include: tuple[str, ...] = ()
    min_version: tuple[int, int] = (3, 11)


_LANGUAGE: Final = (
    "test_grammar test_scope test_generators test_genexps test_listcomps test_coroutines test_asyncgen test_with "
    "test_contextlib test_exceptions test_exception_group test_except_star test_patma test_positional_only_arg "
    "test_keywordonlyarg test_named_expressions test_fstring test_decorators test_class test_descr test_metaclass "
    "test_super test_extcall test_unpack_ex test_augassign test_compare test_slice test_string_literals test_global "
    "test_raise test_traceback test_sys_settrace test_inspect test_dataclasses test_enum test_typing test_functools "
    "test_collections test_iter test_funcattrs test_call test_code test_compile test_builtin test_property "
    "test_subclassinit test_types test_frame test_binop test_isinstance test_abc test_weakref test_dynamic test_pow "
    "test_sort test_set test_dict test_list test_userdict test_context"  # the test of the module contextvars
).split()

_INCLUDED: Final[dict[str, tuple[str, ...]]] = {
    "test_json": ("json", "json.*"),
    "test_re": ("re", "re.*"),
    "test_optparse": ("optparse",),
    "test_argparse": ("argparse",),
    "test_textwrap": ("textwrap",),
    "test_string": ("string",),
    "test_heapq": ("heapq",),
    "test_statistics": ("statistics",),
    "test_fractions": ("fractions",),
    "test_copy": ("copy",),
    "test_pprint": ("pprint",),
    "test_configparser": ("configparser",),
    "test_csv": ("csv",),
    "test_difflib": ("difflib",),
    "test_html": ("html", "html.*"),
    "test_htmlparser": ("html", "html.*", "_markupbase"),
    "test_ast": ("ast",),
}

LANGUAGE: Final = (*(Module(name) for name in _LANGUAGE), Module("test_type_params", (), (3, 12)))
INCLUDED: Final = tuple(Module(name, include) for name, include in _INCLUDED.items())
ALL: Final = LANGUAGE + INCLUDED


def chosen(names: list[str], version: tuple[int, int]) -> list[Module]:
    """The modules called `names` (all when none are given) that a host of `version` has.

    A name that is not in the table is run all the same, with no library module included.
    """
    known = {module.name: module for module in ALL}
    wanted = [known.get(name, Module(name)) for name in names] if names else list(ALL)
    return [module for module in wanted if module.min_version <= version]
