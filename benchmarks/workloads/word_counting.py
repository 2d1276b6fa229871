"""Counting words: string methods, dictionary updates, sorting with a key function."""

import pyperf

SYLLABLES = ["ba", "ko", "ri", "tu", "me", "sa", "lo", "ni", "pe", "du"]


def text(words):
    seed = 12345
    parts = []
    for _ in range(words):
        seed = (seed * 1103515245 + 12345) % 2**31
        word = SYLLABLES[seed % 10] + SYLLABLES[seed // 10 % 10] + SYLLABLES[seed // 1000 % 4]
        parts.append(word.capitalize() if seed % 7 == 0 else word + ("," if seed % 5 == 0 else ""))
    return " ".join(parts)


def count(words):
    counts = {}
    for word in words.split():
        word = word.strip(".,;").lower()
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def run(n):
    counts = count(text(n))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]


if __name__ == "__main__":
    pyperf.Runner().bench_func("word_counting", run, 40000)
