"""Parameters of functions and lambdas, and type parameters.

The parameters of a lambda obey the same rules as those of a function, with a colon at their end and without
annotations, so the rules of both are made from one text.
"""

from __future__ import annotations

from typing import Final

PARAMETERS: Final = r"""
P_parameters_or_wrong:
  ? P_wrong_parameters
    P_parameters

P_parameters:
    P_slash_plain P_plain* P_defaulted* [P_star_etc]
    P_slash_defaulted P_defaulted* [P_star_etc]
    P_plain+ P_defaulted* [P_star_etc]
    P_defaulted+ [P_star_etc]
    P_star_etc

P_slash_plain:
    P_plain+ '/' ','
    P_plain+ '/' &<end>

P_slash_defaulted:
    P_plain* P_defaulted+ '/' ','
    P_plain* P_defaulted+ '/' &<end>

P_star_etc:
  ? P_wrong_star_etc
    '*' P_plain P_maybe_defaulted* [P_keywords]
    <starred>
    '*' ',' P_maybe_defaulted+ [P_keywords]
    P_keywords

P_keywords:
  ? P_wrong_keywords
    '**' P_plain

P_plain memo:
    a:P_parameter ',' <comment> -> =a
    a:P_parameter <comment> &<end> -> =a

P_defaulted:
    P_parameter default ',' <comment>
    P_parameter default <comment> &<end>

P_maybe_defaulted:
    P_parameter [default] ',' <comment>
    P_parameter [default] <comment> &<end>

P_wrong_parameters:
    @12 a:'/' ',' -> at a "at least one argument must precede /"
    @12 (P_slash_plain | P_slash_defaulted) P_maybe_defaulted* a:'/' -> at a "/ may appear only once"
    @-11 P_plain* P_wrong_parameters_start a:P_plain -> at a "non-default argument follows default argument"
    @12 [P_slash_plain] P_plain* P_wrong_parameters_start a:P_plain -> \
        at a "parameter without a default follows parameter with a default"
    P_plain* a:'(' <parenthesized> [','] b:')' -> span a b "<title> parameters cannot be parenthesized"
    @-11 a:'/' ',' -> at a "at least one argument must precede /"
    @-11 (P_slash_plain | P_slash_defaulted) P_maybe_defaulted* a:'/' -> at a "/ may appear only once"
    [(P_slash_plain | P_slash_defaulted)] P_maybe_defaulted* '*' (',' | P_plain) P_maybe_defaulted* a:'/' -> \
        at a "/ must be ahead of *"
    P_maybe_defaulted+ '/' a:'*' -> at a "expected comma between / and *"

P_wrong_parameters_start:
    P_slash_defaulted
    P_defaulted+

P_wrong_star_etc:
    <bare_star>
    '*' ',' TYPE_COMMENT -> here "bare * has associated type comment"
    '*' P_parameter a:'=' -> at a "var-positional argument cannot have default value"
    '*' (P_plain | ',') P_maybe_defaulted* a:'*' (P_plain | ',') -> at a "* argument may appear only once"

P_wrong_keywords:
    '**' P_parameter a:'=' -> at a "var-keyword argument cannot have default value"
    '**' P_parameter ',' a:P_parameter -> at a "arguments cannot follow var-keyword argument"
    '**' P_parameter ',' a:('*' | '**' | '/') -> at a "arguments cannot follow var-keyword argument"
"""

FUNCTION: Final = {
    "P_": "",
    "<end>": "')'",
    "<comment>": "[TYPE_COMMENT]",
    "<starred>": "'*' plain_star_annotation maybe_defaulted* [keywords]",
    "<parenthesized>": "plain+",
    "<title>": "Function",
    "<bare_star>": "a:'*' (')' | ',' (')' | '**')) -> at a \"named arguments must follow bare *\"",
}
LAMBDA: Final = {
    "P_": "lambda_",
    "<end>": "':'",
    "<comment>": "",
    "<starred>": "",
    "<parenthesized>": "lambda_parameter % ','",
    "<title>": "Lambda expression",
    "<bare_star>": "'*' (':' | ',' (':' | '**')) -> here \"named arguments must follow bare *\"",
}

OTHERS: Final = r"""
parameter:
    a:NAME [annotation] -> Parameter

annotation:
    ':' expression

plain_star_annotation:
    parameter_star_annotation ',' [TYPE_COMMENT]
    parameter_star_annotation [TYPE_COMMENT] &')'

parameter_star_annotation:
    NAME ':' star_expression

lambda_parameter:
    NAME

default:
    '=' expression
  ? wrong_default

wrong_default:
    a:'=' &(')' | ',') -> at a "expected default value expression"

type_parameters:
  ? @13 '[' a:']' -> from a "Type parameter list cannot be empty"
    @12 '[' type_parameter % ',' [','] ']' -> version 12 "Type parameter lists are"

type_parameter memo-shared:
    @12 NAME [type_parameter_bound] [type_parameter_default]
  ? @13 wrong_type_parameter
    @12-12 '*' NAME a:':' b:expression -> do starred_bound a b
    @12 '*' NAME [type_parameter_starred_default]
    @12-12 '**' NAME a:':' b:expression -> do double_starred_bound a b
    @12 '**' NAME [type_parameter_default]

wrong_type_parameter:
    '*' NAME a:':' b:expression -> do starred_bound a b
    '**' NAME a:':' b:expression -> do double_starred_bound a b

type_parameter_bound:
    ':' expression

type_parameter_default:
    @13 '=' expression -> version 13 "Type parameter defaults are"

type_parameter_starred_default:
    @13 '=' star_expression -> version 13 "Type parameter defaults are"
"""


def fill(values: dict[str, str]) -> str:
    """The rules for one sort of parameters."""
    text = PARAMETERS
    for name, value in values.items():
        text = text.replace(name, value)
    return text


RULES: Final = fill(FUNCTION) + fill(LAMBDA) + OTHERS
