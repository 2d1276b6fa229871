"""Blocks and compound statements."""

from __future__ import annotations

from typing import Final

RULES: Final = r"""
compound_statement:
    function_definition
    if_statement
    class_definition
    with_statement
    for_statement
    try_statement
    while_statement
    match_statement

block memo-shared:
    NEWLINE INDENT statements DEDENT
    simple_statements
  ? NEWLINE !INDENT -> indent "expected an indented block"

decorators:
    ('@' named_expression NEWLINE)+

class_definition:
    decorators class_itself
    class_itself

class_itself:
  ? wrong_class
    'class' NAME [type_parameters] ['(' [arguments] ')'] ':' block

wrong_class:
    'class' NAME [type_parameters] ['(' [arguments] ')'] NEWLINE -> here "expected ':'"
    a:'class' NAME [type_parameters] ['(' [arguments] ')'] ':' NEWLINE !INDENT -> \
        indent "expected an indented block after class definition on line {a.line}"

function_definition:
    decorators function_itself
    function_itself

function_itself:
  ? wrong_function
    ['async'] 'def' NAME [type_parameters] &&'(' [parameters_or_wrong] ')' ['->' expression] &&':' \
        [function_type_comment] block

wrong_function:
    ['async'] a:'def' NAME [type_parameters] '(' [parameters_or_wrong] ')' ['->' expression] ':' NEWLINE !INDENT -> \
        indent "expected an indented block after function definition on line {a.line}"

function_type_comment:
    NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
  ? TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT -> here "Cannot have two type comments on def"
    TYPE_COMMENT

if_statement:
  ? wrong_if
    'if' named_expression ':' block elif_statement
    'if' named_expression ':' block [else_block]

wrong_if:
    'if' named_expression NEWLINE -> here "expected ':'"
    a:'if' named_expression ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'if' statement on line {a.line}"

elif_statement:
  ? wrong_elif
    'elif' named_expression ':' block elif_statement
    'elif' named_expression ':' block [else_block]

wrong_elif:
    'elif' named_expression NEWLINE -> here "expected ':'"
    a:'elif' named_expression ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'elif' statement on line {a.line}"

else_block:
  ? wrong_else
    'else' &&':' block

wrong_else:
    a:'else' ':' NEWLINE !INDENT -> indent "expected an indented block after 'else' statement on line {a.line}"
    @14 'else' ':' block a:'elif' -> at a "'elif' block follows an 'else' block"

while_statement:
  ? wrong_while
    'while' named_expression ':' block [else_block]

wrong_while:
    'while' named_expression NEWLINE -> here "expected ':'"
    a:'while' named_expression ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'while' statement on line {a.line}"

for_statement:
  ? wrong_for
    'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]
    'async' 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]
  ? wrong_for_target

wrong_for:
    ['async'] 'for' star_targets 'in' star_expressions NEWLINE -> here "expected ':'"
    ['async'] a:'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'for' statement on line {a.line}"

wrong_for_target:
    ['async'] 'for' a:star_expressions -> target for a

with_statement:
  ? wrong_with_block
    @-12 'with' '(' with_item % ',' [','] ')' ':' [TYPE_COMMENT] block -> \
        version 9 "Parenthesized context managers are"
    @13 'with' '(' with_item % ',' [','] ')' ':' [TYPE_COMMENT] block
    'with' with_item % ',' ':' [TYPE_COMMENT] block
    'async' 'with' '(' with_item % ',' [','] ')' ':' [TYPE_COMMENT] block
    'async' 'with' with_item % ',' ':' [TYPE_COMMENT] block
  ? wrong_with

with_item:
    expression 'as' star_target &(',' | ')' | ':')
  ? wrong_with_item
    expression

wrong_with_item:
    expression 'as' a:expression &(',' | ')' | ':') -> target assign a

wrong_with:
    ['async'] 'with' (expression ['as' star_target]) % ',' NEWLINE -> here "expected ':'"
    ['async'] 'with' '(' (expressions ['as' star_target]) % ',' [','] ')' NEWLINE -> here "expected ':'"

wrong_with_block:
    ['async'] a:'with' (expression ['as' star_target]) % ',' ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'with' statement on line {a.line}"
    ['async'] a:'with' '(' (expressions ['as' star_target]) % ',' [','] ')' ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'with' statement on line {a.line}"

try_statement:
  ? wrong_try
    'try' &&':' block finally_block
    'try' &&':' block except_block+ [else_block] [finally_block]
    'try' &&':' block except_star_block+ [else_block] [finally_block] -> version 11 "Exception groups are"

wrong_try:
    a:'try' ':' NEWLINE !INDENT -> indent "expected an indented block after 'try' statement on line {a.line}"
    'try' ':' block !('except' | 'finally') -> here "expected 'except' or 'finally' block"
    'try' ':' block* except_block+ a:'except' b:'*' expression ['as' NAME] ':' -> \
        span a b "cannot have both 'except' and 'except*' on the same 'try'"
    'try' ':' block* except_star_block+ a:'except' [expression ['as' NAME]] ':' -> \
        at a "cannot have both 'except' and 'except*' on the same 'try'"

except_block:
  ? wrong_except_block
    'except' expression ['as' NAME] ':' block
    @14 'except' expressions ':' block
    'except' ':' block
  ? wrong_except

except_star_block:
  ? a:'except' '*' expression ['as' NAME] ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'except*' statement on line {a.line}"
    'except' '*' expression ['as' NAME] ':' block
    @14 'except' '*' expressions ':' block
  ? wrong_except

wrong_except:
    @-13 'except' ['*'] a:expression ',' expressions ['as' NAME] ':' -> \
        from a "multiple exception types must be parenthesized"
    @14 'except' ['*'] a:expression ',' expressions 'as' NAME ':' -> \
        from a "multiple exception types must be parenthesized when using 'as'"
    'except' ['*'] expression ['as' NAME] NEWLINE -> here "expected ':'"
    'except' NEWLINE -> here "expected ':'"
    'except' '*' (NEWLINE | ':') -> here "expected one or more exception types"

wrong_except_block:
    a:'except' expression ['as' NAME] ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'except' statement on line {a.line}"
    a:'except' ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'except' statement on line {a.line}"

finally_block:
  ? a:'finally' ':' NEWLINE !INDENT -> indent "expected an indented block after 'finally' statement on line {a.line}"
    'finally' &&':' block

match_statement:
    "match" subject ':' NEWLINE INDENT case_block+ DEDENT -> version 10 "Pattern matching is"
  ? "match" subject NEWLINE -> do match_colon
  ? a:"match" subject ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'match' statement on line {a.line}"

subject:
    star_named_expression ',' [star_named_expressions]
    named_expression

case_block:
  ? wrong_case
    "case" patterns [guard] ':' block

wrong_case:
    "case" patterns [guard] NEWLINE -> here "expected ':'"
    a:"case" patterns [guard] ':' NEWLINE !INDENT -> \
        indent "expected an indented block after 'case' statement on line {a.line}"

guard:
    'if' named_expression
"""
