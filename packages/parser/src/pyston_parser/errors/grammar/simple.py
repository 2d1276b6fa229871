"""Files, lines and simple statements."""

from __future__ import annotations

from typing import Final

RULES: Final = r"""
file:
    outermost_statement* ENDMARKER

outermost_statement settles:
    statement

single:
    compound_statement NEWLINE
    simple_statements
    NEWLINE

eval:
    expressions NEWLINE* ENDMARKER

# The expression of an f-string before 3.12, in brackets.
format_expression:
    star_expressions

func_type:
    '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER

statements:
    statement+

statement:
    compound_statement
    simple_statements

simple_statements:
    simple_statement !';' NEWLINE
    simple_statement % ';' [';'] NEWLINE

simple_statement memo-shared:
    assignment
    @12 type_alias
    star_expressions
    return_statement
    import_statement
    raise_statement
    'pass'
    del_statement
    yield_expression
    assert_statement
    'break'
    'continue'
    'global' NAME % ','
    'nonlocal' NAME % ','

assignment:
    NAME ':' expression ['=' right_hand_side]
    ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' right_hand_side]
    (star_targets '=')+ right_hand_side !'=' [TYPE_COMMENT]
    single_target augmented_operator ~ right_hand_side
  ? wrong_assignment

right_hand_side:
    yield_expression
    star_expressions

augmented_operator:
    '+='
    '-='
    '*='
    '@='
    '/='
    '%='
    '&='
    '|='
    '^='
    '<<='
    '>>='
    '**='
    '//='

wrong_assignment:
    a:wrong_annotated_target ':' expression -> at a "only single target (not {a}) can be annotated"
    a:star_named_expression ',' star_named_expressions* ':' expression -> \
        at a "only single target (not tuple) can be annotated"
    a:expression ':' expression -> at a "illegal target for annotation"
    (star_targets '=')* a:star_expressions '=' -> target assign a
    (star_targets '=')* a:yield_expression '=' -> at a "assignment to yield expression not possible"
    a:star_expressions augmented_operator right_hand_side -> \
        at a "'{a}' is an illegal expression for augmented assignment"

wrong_annotated_target:
    list
    tuple
    '(' a:wrong_annotated_target ')' -> =a

return_statement:
    'return' [star_expressions]

raise_statement:
    'raise' expression 'from' expression
  ? @14 wrong_raise
    'raise' [expression]

wrong_raise:
    a:'raise' b:'from' -> span a b "did you forget an expression between 'raise' and 'from'?"
    'raise' expression a:'from' -> at a "did you forget an expression after 'from'?"

assert_statement:
    'assert' expression [',' expression]

del_statement:
    'del' del_targets &(';' | NEWLINE)
  ? wrong_del

wrong_del:
    'del' a:star_expressions -> target delete a

import_statement:
  ? @12 wrong_import
    'import' dotted_as_name % ','
    'from' ('.' | '...')* dotted_name 'import' import_from_targets
    'from' ('.' | '...')+ 'import' import_from_targets

wrong_import:
    a:'import' dotted_name % ',' 'from' dotted_name -> from a "Did you mean to use 'from ... import ...' instead?"
    @13 'import' a:NEWLINE -> from a "Expected one or more names after 'import'"

import_from_targets:
    '(' import_from_names [','] ')'
    import_from_names !','
    '*'
  ? import_from_names ',' NEWLINE -> here "trailing comma not allowed without surrounding parentheses"
  ? @13 a:NEWLINE -> from a "Expected one or more names after 'import'"

import_from_names:
    import_from_name % ','

import_from_name:
  ? @14 NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a:expression -> at a "cannot use {a} as import target"
    NAME ['as' NAME]

dotted_as_name:
  ? @14 dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a:expression -> at a "cannot use {a} as import target"
    dotted_name ['as' NAME]

dotted_name left:
    NAME
    ... '.' NAME

type_alias:
    "type" NAME [type_parameters] '=' expression -> version 12 "Type statement is"
"""
