"""Text made piece by piece: concatenation, f-strings, join, slicing, characters one at a time."""

import pyperf


def encode(text):
    out = []
    previous, length = "", 0
    for character in text:
        if character == previous:
            length += 1
        else:
            if length:
                out.append(f"{length}{previous}")
            previous, length = character, 1
    out.append(f"{length}{previous}")
    return "".join(out)


def table(rows):
    text = ""
    for i in range(rows):
        line = "|" + str(i).rjust(6) + "|"
        line += f"{i * i:>12,}|{i / 7:8.3f}|{i:#x}"
        text += line + "\n"
    return text


def caesar(text, shift):
    result = ""
    for character in text:
        code = ord(character)
        if 97 <= code <= 122:
            result += chr((code - 97 + shift) % 26 + 97)
        else:
            result += character
    return result


def run(n):
    text = "aaabbbcccd" * n
    return len(encode(text)) + len(table(n * 4)) + len(caesar(text, 3)[::-1])


if __name__ == "__main__":
    pyperf.Runner().bench_func("string_building", run, 3000)
