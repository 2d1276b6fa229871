"""Scanning of numbers, with the error for each way that a number can be wrong."""

from __future__ import annotations

from typing import Final

from .reader import Reader

WORD_CHARS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
# A keyword may follow a number without a space; CPython only warns.
KEYWORDS_AFTER: Final = {
    "a": ("and",),
    "e": ("else",),
    "f": ("for",),
    "i": ("if", "in", "is"),
    "n": ("not",),
    "o": ("or",),
}


def is_digit(char: str) -> bool:
    """Whether it is one of 0…9 (and not the end)."""
    return "0" <= char <= "9"


class NumberScanner(Reader):
    """Reads a number whose first character has just been read."""

    def scan_number(self, char: str) -> None:
        """Leave the cursor after the number that begins with `char`; raise SyntaxError if it is wrong."""
        if char == ".":
            self.fraction(self.next_char())
        elif char == "0":
            char = self.next_char()
            if char == "x" or char == "X":
                self.based("0123456789abcdefABCDEF", "hexadecimal")
            elif char == "o" or char == "O":
                self.based("01234567", "octal")
            elif char == "b" or char == "B":
                self.based("01", "binary")
            else:
                self.after_zero(char)
        else:
            self.after_digits(self.decimal_tail())

    def based(self, digits: str, name: str) -> None:
        """The rest of a number after 0x, 0o or 0b."""
        char = self.next_char()
        while True:
            if char == "_":
                char = self.next_char()
            if not char or char not in digits:
                if is_digit(char):
                    raise self.scan_error(f"invalid digit '{char}' in {name} literal")
                self.back(char)
                raise self.scan_error(f"invalid {name} literal")
            while char and char in digits:
                char = self.next_char()
            if char != "_":
                break
        if is_digit(char):
            raise self.scan_error(f"invalid digit '{char}' in {name} literal")
        self.end_of_number(char, name)
        self.back(char)

    def after_zero(self, char: str) -> None:
        """The rest of a number that begins with a zero and is written in decimal."""
        while True:
            if char == "_":
                char = self.next_char()
                if not is_digit(char):
                    self.back(char)
                    raise self.scan_error("invalid decimal literal")
            if char != "0":
                break
            char = self.next_char()
        zeros_end = self.cursor
        nonzero = False
        if is_digit(char):
            nonzero = True
            char = self.decimal_tail()
        if nonzero and (not char or char not in ".eEjJ"):
            self.back(char)
            raise self.scan_error_range(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                self.token_start + 1 - self.line_start,
                zeros_end - self.line_start,
            )
        self.after_digits(char)

    def decimal_tail(self) -> str:
        """Digits and underscores after a digit; gives the character after them."""
        while True:
            char = self.next_char()
            while is_digit(char):
                char = self.next_char()
            if char != "_":
                return char
            char = self.next_char()
            if not is_digit(char):
                self.back(char)
                raise self.scan_error("invalid decimal literal")

    def after_digits(self, char: str) -> None:
        """What may follow the digits of a decimal number."""
        if char == ".":
            self.fraction(self.next_char())
        else:
            self.exponent(char)

    def fraction(self, char: str) -> None:
        """What may follow the point."""
        if is_digit(char):
            char = self.decimal_tail()
        self.exponent(char)

    def exponent(self, char: str) -> None:
        """An exponent and the `j`, if there are such."""
        if char == "e" or char == "E":
            letter = char
            char = self.next_char()
            if char == "+" or char == "-":
                char = self.next_char()
                if not is_digit(char):
                    self.back(char)
                    raise self.scan_error("invalid decimal literal")
            elif not is_digit(char):
                self.back(char)
                self.end_of_number(letter, "decimal")
                self.back(letter)
                return
            char = self.decimal_tail()
        if char == "j" or char == "J":
            char = self.next_char()
            self.end_of_number(char, "imaginary")
        else:
            self.end_of_number(char, "decimal")
        self.back(char)

    def end_of_number(self, char: str, name: str) -> None:
        """Raise if a letter follows that does not begin one of the keywords that may follow."""
        for keyword in KEYWORDS_AFTER.get(char, ()):
            if self.text.startswith(keyword, self.cursor - 1):
                after = self.text[self.cursor - 1 + len(keyword) : self.cursor + len(keyword)]
                if char == "i" or not (after in WORD_CHARS or after >= "\x80"):
                    return
        if char in WORD_CHARS:
            self.back(char)
            raise self.scan_error(f"invalid {name} literal")
