"""String literals, f-strings from 3.12 on and t-strings from 3.14 on.

A t-string has the rules of an f-string, so both are made from one text.
"""

from __future__ import annotations

from typing import Final

STRINGS: Final = r"""
strings memo-shared:
    @-11 a:STRING+ -> do strings a
  ? @14 wrong_concatenation
    @12 a:(string | format_string)+ -> do strings a
    @14 template_string+ -> TemplateStr

wrong_concatenation:
    (string | format_string)+ a:template_string -> \
        at a "cannot mix t-string literals with string or bytes literals"
    template_string+ a:(string | format_string) -> \
        at a "cannot mix t-string literals with string or bytes literals"

string:
    a:STRING -> do string a
"""

PIECES: Final = r"""
P_string:
    <kind>_START a:P_part* <kind>_END -> do P_string a

P_part:
    P_replacement_field
    <kind>_MIDDLE

P_replacement_field:
    '{' right_hand_side ['='] a:[P_conversion] [P_full_specification] '}' -> do P_value a
  ? P_wrong_replacement_field

P_conversion:
    a:'!' b:NAME -> do P_conversion a b

P_full_specification:
    ':' P_specification*

P_specification:
    <kind>_MIDDLE
    P_replacement_field

P_wrong_replacement_field:
    '{' a:'=' -> at a "<title>: valid expression required before '='"
    '{' a:'!' -> at a "<title>: valid expression required before '!'"
    '{' a:':' -> at a "<title>: valid expression required before ':'"
    '{' a:'}' -> at a "<title>: valid expression required before '}'"
    '{' !right_hand_side -> next "<title>: expecting a valid expression after '{'"
    '{' right_hand_side !('=' | '!' | ':' | '}') -> next "<title>: expecting '=', or '!', or ':', or '}'"
    '{' right_hand_side '=' !('!' | ':' | '}') -> next "<title>: expecting '!', or ':', or '}'"
    '{' right_hand_side ['='] P_wrong_conversion
    '{' right_hand_side ['='] ['!' NAME] !(':' | '}') -> next "<title>: expecting ':' or '}'"
    '{' right_hand_side ['='] ['!' NAME] ':' P_specification* !'}' -> \
        next "<title>: expecting '}', or format specs"
    '{' right_hand_side ['='] ['!' NAME] !'}' -> next "<title>: expecting '}'"

P_wrong_conversion:
    '!' &(':' | '}') -> next "<title>: missing conversion character"
    '!' !NAME -> next "<title>: invalid conversion character"
"""

FORMAT: Final = PIECES.replace("P_", "format_").replace("<kind>", "FSTRING").replace("<title>", "f-string")
TEMPLATE: Final = PIECES.replace("P_", "template_").replace("<kind>", "TSTRING").replace("<title>", "t-string")
RULES: Final = STRINGS + FORMAT + TEMPLATE
