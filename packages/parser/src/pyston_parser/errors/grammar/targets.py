"""Targets of assignments, `for`, `with` and `del`."""

from __future__ import annotations

from typing import Final

RULES: Final = r"""
star_targets memo:
    star_target !','
    star_target (',' star_target)* [',']

star_target memo-shared:
    '*' !'*' star_target
    target_with_star_atom

target_with_star_atom memo-shared:
    target_primary '.' NAME !target_ahead
    target_primary '[' slices ']' !target_ahead
    star_atom

star_atom:
    NAME
    '(' target_with_star_atom ')'
    '(' [star_targets_tuple] ')'
    '[' [star_targets_list] ']'

star_targets_list:
    star_target % ',' [',']

star_targets_tuple:
    star_target (',' star_target)+ [',']
    star_target ','

single_target:
    single_subscript_attribute_target
    NAME
    '(' single_target ')'

single_subscript_attribute_target:
    target_primary '.' NAME !target_ahead
    target_primary '[' slices ']' !target_ahead

target_primary left memo-shared:
    a:atom &target_ahead -> =a
    ... '.' NAME &target_ahead -> Attribute
    ... '[' slices ']' &target_ahead -> Subscript
    ... generator_expression &target_ahead -> Call
    ... '(' [arguments] ')' &target_ahead -> Call

target_ahead:
    '('
    '['
    '.'

del_targets:
    del_target % ',' [',']

del_target memo-shared:
    target_primary '.' NAME !target_ahead
    target_primary '[' slices ']' !target_ahead
    del_atom

del_atom:
    NAME
    '(' del_target ')'
    '(' [del_targets] ')'
    '[' [del_targets] ']'
"""
