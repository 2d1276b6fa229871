"""Patterns of `case`."""

from __future__ import annotations

from typing import Final

RULES: Final = r"""
patterns:
    open_sequence_pattern
    pattern

pattern memo:
    as_pattern
    or_pattern

as_pattern:
    or_pattern 'as' capture_target
  ? wrong_as_pattern

wrong_as_pattern:
    or_pattern 'as' a:"_" -> at a "cannot use '_' as a target"
    @-13 or_pattern 'as' !NAME a:expression -> at a "invalid pattern target"
    @14 or_pattern 'as' a:expression -> at a "cannot use {a} as pattern target"

or_pattern memo:
    closed_pattern % '|'

closed_pattern memo:
    literal_pattern
    capture_target
    "_"
    attribute_pattern !('.' | '(' | '=')
    '(' pattern ')'
    sequence_pattern
    mapping_pattern
    class_pattern

literal_pattern:
    signed_number !('+' | '-')
    complex_number
    strings
    'None'
    'True'
    'False'

signed_number:
    number
    '-' number

complex_number:
    signed_real '+' imaginary
    signed_real '-' imaginary

signed_real:
    real
    '-' real

real:
    a:number -> do real a

imaginary:
    a:number -> do imaginary a

capture_target:
    !"_" NAME !('.' | '(' | '=')

attribute_pattern:
    NAME ('.' NAME)+

name_or_attribute:
    NAME ('.' NAME)*

sequence_pattern:
    '[' [maybe_sequence_pattern] ']'
    '(' [open_sequence_pattern] ')'

open_sequence_pattern:
    maybe_star_pattern ',' [maybe_sequence_pattern]

maybe_sequence_pattern:
    maybe_star_pattern % ',' [',']

maybe_star_pattern:
    star_pattern
    pattern

star_pattern:
    '*' capture_target
    '*' "_"

mapping_pattern:
    '{' '}'
    '{' double_star_pattern [','] '}'
    '{' items_pattern ',' double_star_pattern [','] '}'
    '{' items_pattern [','] '}'

items_pattern:
    key_value_pattern % ','

key_value_pattern:
    (literal_pattern | attribute_pattern) ':' pattern

double_star_pattern:
    '**' capture_target

class_pattern:
    name_or_attribute '(' ')'
    name_or_attribute '(' positional_patterns [','] ')'
    name_or_attribute '(' keyword_patterns [','] ')'
    name_or_attribute '(' positional_patterns ',' keyword_patterns [','] ')'
  ? name_or_attribute '(' a:wrong_class_arguments -> do span_of_items a

wrong_class_arguments:
    [positional_patterns ','] keyword_patterns ',' a:positional_patterns -> =a

positional_patterns:
    pattern_argument % ','

pattern_argument:
    pattern -> Pattern

keyword_patterns:
    keyword_pattern % ','

keyword_pattern:
    NAME '=' pattern
"""
