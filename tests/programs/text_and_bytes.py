"""Strings and bytes as programs use them: literals, escapes, methods, formatting, slicing, building in loops, errors."""
print("a\tb\\n\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\101\0".encode("unicode_escape"), r"\n\x", b"\x00\xff\n\101", rb"\x", Rb"\q", BR'\w')
print("adjacent" 'literals' """triple
lines""" r"\raw", b"by" b"tes", "line \
continued", 'quote"s', "quote's", '\'', "\"", "end")
s = "Hello, Wörld 日本 😀"
print(len(s), s[1], s[-1], s[::-1], s[7:12], s.upper(), s.casefold(), s.encode(), s.encode("latin-1", "replace"), s.encode("ascii", "xmlcharrefreplace"))
print(s.split(), s.partition(", "), s.find("W"), s.replace("l", "L", 2), s.title(), s.center(30, "*"), s.startswith(("x", "H")), "lo" in s, s.count("o"))
print("a,b,,c".split(","), " x  y ".split(), "a\nb\r\nc\x0bd".splitlines(), "-".join("abc"), "abc".zfill(5), "%d%%" % 5, "x" * 3, "abc" < "abd", "Z" < "a")
print("%s|%5s|%-5s|%05d|%+d|%x|%o|%e|%g|%r|%a|%c|%.3f|%*d" % ("s", "r", "l", 42, 5, 255, 8, 12345.678, 1e-5, "q", "é", 65, 3.14159, 6, 7))
print("%(a)s %(b)05.1f" % {"a": 1, "b": 2.25}, "{0} {1} {k!r:>5} {0.real} {1[0]}".format(5, [6], k="v"))
for template, value in (("%d", "x"), ("%s %s", 1), ("%s", (1, 2)), ("%q", 1), ("%(a)s", 1), ("%", 1), ("%c", "ab"), ("{}", None)):
    try:
        print(template % value)
    except Exception as error:
        print(template, type(error).__name__, error)
for action in ('"abc"[5]', '"a" + 1', '"".join([1])', '"abc".index("z")', '"\\udc80".encode()', 'b"\\xff".decode()', '"a".encode("nope")', '"{}".format()',
               '"{a}".format(b=1)', '"{".format()', 'b"a" + "b"', 'b"abc"[1]', 'bytes([256])', 'bytes(-1)', '"abc".split("")', 'ord("ab")', 'chr(1114112)', 'b"%s" % "a"',
               '"é".encode("ascii")', 'int("１２")', '"ß".upper()', '"ǆ".title()', '"\\u0130".lower()', '"a" "b" * 2', '"abc".__contains__(1)', '"x".maketrans("a", "bc")'):
    try:
        print(action, eval(action))
    except Exception as error:
        print(action, type(error).__name__, error)
b = bytearray(b"abc")
b[0] = 65
b[1:2] = b"xyz"
b += b"!"
b.append(10)
print(b, bytes(b), b[0], list(b[:3]), b"abc" in b"zabcz", 97 in b"abc", b"%d %s" % (5, b"x"), b"a".hex(), bytes.fromhex("00ff"), memoryview(b)[1:3].tobytes())


def build(n):
    text = ""
    for i in range(n):
        text += chr(97 + i % 26)
        if i % 7 == 0:
            text = text + str(i)
    return text


print(build(60), len(build(1000)))


def count_words(text):
    counts = {}
    for word in text.lower().split():
        word = word.strip(".,;!?")
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


print(count_words("The cat and the dog. The end; and THE start, cat!"))
for c in "aé😀":
    print(ord(c), repr(c), ascii(c), c.isalpha(), c.encode(), end="; ")
print()
print("".join(sorted("hello")), "".join(reversed("abc")), *map(str.upper, "abc"), list(enumerate("ab", 1)), dict(zip("abc", range(3))), max("hello"), "a" "b" == "ab")
print("tab\tsep".expandtabs(4), "abc".translate({97: "X", 98: None}), "x=1;y=2".replace(";", "\n"), repr("it's"), repr('say "hi"'), repr("both '\""), repr("\x7f\xa0\u2028"))
class S(str):
    def __add__(self, other):
        return "S+" + str(other)
    def __getitem__(self, i):
        return "item"
    def __str__(self):
        return "S.__str__"
x = S("abc")
print(x + "d", x[0], f"{x}", str(x), "%s" % x, x == "abc", type(x.upper()).__name__, "".join([x, "z"]), "p" + x, {x: 1}["abc"])
def identifiers():
    naïve, Ω, 変数 = 1, 2, 3
    ﬁ = 4
    return naïve, Ω, 変数, fi, sorted(locals())
print(identifiers())
