# min-version: 3.12
"""What PEP 701 allows inside f-strings: the same quotes, backslashes, comments, newlines, any nesting."""
x, songs = 5, ["Take me back", "Alkaline"]
print(f"{"same quotes"} {songs[0]!r} {f"{f"{f"{x}"}"}"} {"\n".join(songs)} {'\x41'}")
print(f"{
    x  # a comment
    + 1
}", f"{x:{"0"}{">"}{f"{4}"}}", f'{'a' if x else 'b'}', f"{x = :>{4}}", f"{"\t"!r}", f"{'"'}")
print(f"{(lambda: 1)()} {(lambda y: f"{y:{"0"}>{4}}")(3)}")
print(f"{[
    item.upper()
    for item in songs
]=}", f"""{
    '''triple
inside'''
}""")
for bad in ('f"{x:{y:{z:{w}}}}"', 'f"{x!z}"', 'f"{}"', 'f"{x"', 'f"}"', 'f"{lambda x: 1}"', 'f"{x!}"', "f'{a b}'"):
    try:
        compile(bad, "<bad>", "eval")
        print("compiled", bad)
    except SyntaxError as error:
        print(error.msg)
