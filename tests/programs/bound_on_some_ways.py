# A name that is bound, or was found to be, on one way to a statement may be unbound on another.


def tested(flag):
    if 1 if flag else a:
        b[-1] = (lambda c: c)(a) or 1
        a = b = None


def after_while(n):
    while n:
        n -= 1
        if n == 1:
            break
    else:
        a = n
        print(a)
    return a


def after_for(items):
    for item in items:
        if item == 1:
            break
    else:
        a = item
        print(a)
    return (item, a)


def chosen(flag):
    b = 1 if flag else (a := 2)
    return b, a


for call in (
    lambda: tested(True),
    lambda: tested(False),
    lambda: after_while(0),
    lambda: after_while(3),
    lambda: after_for([2]),
    lambda: after_for([1]),
    lambda: after_for([]),
    lambda: chosen(True),
    lambda: chosen(False),
):
    try:
        print(call())
    except UnboundLocalError as error:
        print(error)
