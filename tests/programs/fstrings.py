"""f-strings as every version has them: conversions, nested specifications, debugging form, escapes, evaluation."""
import datetime
import decimal

x, name, pi = 5, "wörld", 3.14159265
width, precision = 12, 3
print(f"", f"plain", f"{x}", f"{x}{x}", f"a{x}b{x}c", f"{{{x}}}", f"{{}}", f"}}{{")
print(f"{name!r} {name!s} {name!a} {x!r:>5} {name!r:^12}|")
print(f"{pi:.2f} {pi:{width}.{precision}} {pi:{width}{'.'}{precision}f} {x:05d} {x:+} {x:#x} {x:b} {10**6:,} {x:%}")
print(f"{x=} {x = } {x=!r} {x=:>4} {name=} {name=!s} {x + 1=} { x =!r:^5}| {f'{x}'=}")
print(f"{x if x > 3 else 'small'} {[i for i in range(3)]} { {1: 2}[1] } {(lambda y: y * 2)(4)} {x!r:{'>'}{10}}|")
print(f'{"quoted"} {"a" "b"} {x:{"0"}>{4}}', rf"raw \n {x}\d", f"\x41\u00e9\N{BULLET}{x}\t|", f"{'a' if True else 'b'}")
print(f"""multi
{x}
  {name
  }""")
print("implicit " f"{x}" " concat " rf"\{x}" "end" f"{name:>8}", type(f""), f"{x}" "{x}", "{x}" f"{x}")
print(f"{datetime.date(2020, 1, 2):%Y/%m/%d} {decimal.Decimal('1.50')!s:>8} {3 + 4j:.1f} {True:d} {None}")


class Formatted:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


f = Formatted()
print(f"{f} {f:abc} {f!r} {f!s:>6} {f!r:>8} {f:{x}{name}}")
print(f"{(y := 7)} {y} {x:=+5}", f"{x,}", f"{*[1, 2], 3}", f"{x, name}", f"{lambda_ if (lambda_ := 1) else 0}")
for bad in ("f'{x:q}'", "f'{name:d}'", "f'{undefined_name}'", "f'{x!r:5d}'", "f'{[]:5}'", "f'{x.y}'", "f'{1/0}'"):
    try:
        eval(bad)
    except Exception as error:
        print(type(error).__name__, error)
print(f"{'nested ' + f'{x + 1:{width}}'}|")


def function():
    local = "local"
    return f"{local} {[local for _ in range(2)]} {(lambda: local)()} {x}", (lambda: f"{local}!")()


print(function())


class Body:
    a = 1
    text = f"{a} {x}"


print(Body.text, f"{Body.a:>{Body.a + 2}}", f"{'{'}{'}'}", f"{3.0:g} {1e100} {-0.0}")
print("%s %r %5.2f %-5d|%05d %x %c %%" % ("s", "r", 1.5, 3, 4, 255, "c"), "%(k)s" % {"k": 1})
print("{0} {1:>{2}} {k[a]} {o.real}".format(1, 2, 5, k={"a": 3}, o=4))
