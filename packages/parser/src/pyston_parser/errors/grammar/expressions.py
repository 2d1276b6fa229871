"""Expressions, arguments and comprehensions."""

from __future__ import annotations

from typing import Final

RULES: Final = r"""
expressions:
    expression (',' expression)+ [','] -> Tuple
    expression ',' -> Tuple
    expression

expression memo-shared:
  ? wrong_expression
  ? wrong_print
    disjunction 'if' disjunction 'else' expression -> IfExp
    disjunction
    lambda_expression

wrong_print:
    a:NAME !'(' b:star_expressions -> do print_statement a b

wrong_expression:
    !(NAME STRING | ANY_WORD) a:disjunction b:expression_silent -> do missing_comma a b
    a:disjunction 'if' b:disjunction !('else' | ':') -> span a b "expected 'else' after 'if' expression"
    @12 a:'lambda' [lambda_parameters_or_wrong] b:':' &FSTRING_MIDDLE -> \
        span a b "f-string: lambda expressions are not allowed without parentheses"
    @14 a:'lambda' [lambda_parameters_or_wrong] b:':' &TSTRING_MIDDLE -> \
        span a b "t-string: lambda expressions are not allowed without parentheses"

expression_silent silent:
    disjunction 'if' disjunction 'else' expression -> IfExp
    disjunction
    lambda_expression

yield_expression:
    'yield' 'from' expression -> Yield
    'yield' [star_expressions] -> Yield

star_expressions memo:
    star_expression (',' star_expression)+ [','] -> Tuple
    star_expression ',' -> Tuple
    star_expression

star_expression memo-shared:
    '*' bitwise_or -> Starred
    expression

star_named_expressions:
    star_named_expression % ',' [',']

star_named_expression memo:
    '*' bitwise_or -> Starred
    named_expression

assignment_expression:
    NAME ':=' ~ expression -> NamedExpr

named_expression memo:
    assignment_expression
  ? wrong_named_expression
    expression !':='

wrong_named_expression memo-shared:
    a:expression ':=' expression -> at a "cannot use assignment expressions with {a}"
    a:NAME '=' b:bitwise_or !('=' | ':=') -> \
        span a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
    !(list | tuple | generator_expression | 'True' | 'None' | 'False') a:bitwise_or b:'=' bitwise_or !('=' | ':=') -> \
        at a "cannot assign to {a} here. Maybe you meant '==' instead of '='?"

disjunction memo-shared:
    conjunction ('or' conjunction)+ -> BoolOp
    conjunction

conjunction memo-shared:
    inversion ('and' inversion)+ -> BoolOp
    inversion

inversion memo-shared:
    'not' inversion -> UnaryOp
    comparison

comparison memo:
    bitwise_or comparison_part+ -> Compare
    bitwise_or

comparison_part:
    '==' bitwise_or
    not_equal bitwise_or
    '<=' bitwise_or
    '<' bitwise_or
    '>=' bitwise_or
    '>' bitwise_or
    'not' 'in' bitwise_or
    'in' bitwise_or -> InPart
    'is' 'not' bitwise_or
    'is' bitwise_or

not_equal:
    a:'!=' -> do not_equal a

bitwise_or left memo:
    bitwise_xor
    ... '|' bitwise_xor -> BinOp

bitwise_xor left memo:
    bitwise_and
    ... '^' bitwise_and -> BinOp

bitwise_and left memo:
    shift
    ... '&' shift -> BinOp

shift left memo:
  ? @13 wrong_arithmetic
    sum
    ... '<<' sum -> BinOp
    ... '>>' sum -> BinOp

wrong_arithmetic:
    sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a:'not' b:inversion -> \
        span a b "'not' after an operator must be parenthesized"

sum left memo:
    term
    ... '+' term -> BinOp
    ... '-' term -> BinOp

term left memo:
    factor
    ... '*' factor -> BinOp
    ... '/' factor -> BinOp
    ... '//' factor -> BinOp
    ... '%' factor -> BinOp
    ... '@' factor -> BinOp

factor memo-shared:
    '+' factor -> UnaryOp
    '-' factor -> UnaryOp
    '~' factor -> UnaryOp
  ? @13 wrong_factor
    power

wrong_factor:
    ('+' | '-' | '~') a:'not' b:factor -> span a b "'not' after an operator must be parenthesized"

power:
    await_primary '**' factor -> BinOp
    await_primary

await_primary memo-shared:
    'await' primary -> Await
    primary

primary left memo-shared:
    atom
    ... '.' NAME -> Attribute
    ... generator_expression -> Call
    ... '(' [arguments] ')' -> Call
    ... '[' slices ']' -> Subscript

slices:
    slice !','
    (slice | starred_expression) % ',' [',']

slice:
    [expression] ':' [expression] [':' [expression]]
    named_expression

atom memo:
    NAME
    'True'
    'False'
    'None'
    strings
    number
    tuple
    group
    generator_expression
    list
    list_comprehension
    dict
    set
    dict_comprehension
    set_comprehension
    '...'

number:
    a:NUMBER -> do number a

group:
    '(' a:(yield_expression | named_expression) ')' -> =a
  ? wrong_group

wrong_group:
    '(' a:starred_expression ')' -> at a "cannot use starred expression here"
    '(' a:'**' expression ')' -> at a "cannot use double starred expression here"

lambda_expression:
    'lambda' [lambda_parameters_or_wrong] ':' expression -> Lambda

list:
    '[' [star_named_expressions] ']' -> List

tuple:
    '(' [star_named_expression ',' [star_named_expressions]] ')' -> Tuple

set:
    '{' star_named_expressions '}' -> Set

dict:
    '{' [double_starred_pairs] '}' -> Dict
    # CPython tries this in the first run too.
    '{' wrong_pairs '}'

double_starred_pairs:
    double_starred_pair % ',' [',']

double_starred_pair memo:
    '**' bitwise_or
    pair

pair:
    expression ':' expression

wrong_pairs:
    double_starred_pair % ',' ',' wrong_pair
    expression ':' a:'*' bitwise_or -> from a "cannot use a starred expression in a dictionary value"
    expression a:':' &('}' | ',') -> at a "expression expected after dictionary key and ':'"

wrong_pair:
    a:expression !':' -> do missing_colon a
    expression ':' a:'*' bitwise_or -> from a "cannot use a starred expression in a dictionary value"
    expression a:':' &('}' | ',') -> at a "expression expected after dictionary key and ':'"

for_clauses memo:
    for_clause+

for_clause:
    'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* -> Clause
    'for' star_targets 'in' ~ disjunction ('if' disjunction)* -> Clause
    # CPython tries this in the first run too.
    @13 ['async'] 'for' (bitwise_or (',' bitwise_or)* [',']) !'in' -> here "'in' expected after for-loop variables"
  ? wrong_for_target

list_comprehension:
    '[' named_expression for_clauses ']' -> ListComp
  ? wrong_comprehension

set_comprehension:
    '{' named_expression for_clauses '}' -> SetComp
  ? wrong_comprehension

generator_expression memo:
    '(' (assignment_expression | expression !':=') for_clauses ')' -> GeneratorExp
  ? wrong_comprehension

dict_comprehension:
    '{' pair for_clauses '}' -> DictComp
  ? '{' a:'**' bitwise_or for_clauses '}' -> at a "dict unpacking cannot be used in dict comprehension"

wrong_comprehension:
    ('[' | '(' | '{') a:starred_expression for_clauses -> \
        at a "iterable unpacking cannot be used in comprehension"
    ('[' | '{') a:star_named_expression ',' b:star_named_expressions for_clauses -> do unparenthesized_target a b
    ('[' | '{') a:star_named_expression b:',' for_clauses -> \
        span a b "did you forget parentheses around the comprehension target?"

arguments memo-shared:
    positional_and_keyword [','] &')'
  ? wrong_arguments

positional_and_keyword memo:
    argument % ',' [',' keywords_after] -> Arguments
    keywords_after -> Arguments

argument:
    starred_expression
    a:(assignment_expression | expression !':=') !'=' -> =a

keywords_after:
    keyword_or_starred % ',' ',' keyword_or_double_starred % ','
    keyword_or_starred % ','
    keyword_or_double_starred % ','

starred_expression:
  ? @12 wrong_starred_expression
    '*' expression -> Starred
    # CPython tries this in the first run too.
    @13 '*' -> here "Invalid star expression"

wrong_starred_expression:
    a:'*' expression '=' b:expression -> span a b "cannot assign to iterable argument unpacking"

keyword_or_starred:
  ? wrong_keyword
    NAME '=' expression -> Keyword
    starred_expression

keyword_or_double_starred:
  ? wrong_keyword
    NAME '=' expression -> Keyword
    '**' expression -> DoubleStarred

wrong_keyword:
    a:('True' | 'False' | 'None') b:'=' -> span a b "cannot assign to {a.text}"
    a:NAME b:'=' expression for_clauses -> span a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
    !(NAME '=') a:expression b:'=' -> \
        span a b "expression cannot contain assignment, perhaps you meant \"==\"?"
    @12 a:'**' expression '=' b:expression -> span a b "cannot assign to keyword argument unpacking"

wrong_arguments:
    @-12 (argument % ',' ',' keywords_after | keywords_after) ',' b:'*' -> \
        at b "iterable argument unpacking follows keyword argument unpacking"
    @13 (argument % ',' ',' keywords_after | keywords_after) a:',' b:starred_expression % ',' -> \
        do unpacking_after_keywords a b
    a:expression b:for_clauses ',' [positional_and_keyword | expression for_clauses] -> do unparenthesized_generator a b
    a:NAME b:'=' expression for_clauses -> span a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
    @12 [positional_and_keyword ','] a:NAME b:'=' &(',' | ')') -> span a b "expected argument value expression"
    a:positional_and_keyword b:for_clauses -> do generator_in_call a b
    positional_and_keyword ',' a:expression b:for_clauses -> do unparenthesized_generator_target a b
    a:positional_and_keyword ',' positional_and_keyword -> do argument_order a

type_expressions:
    expression % ',' ',' '*' expression ',' '**' expression
    expression % ',' ',' '*' expression
    expression % ',' ',' '**' expression
    '*' expression ',' '**' expression
    '*' expression
    '**' expression
    expression % ','
"""
