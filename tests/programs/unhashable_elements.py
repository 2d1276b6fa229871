# An element or key that cannot be hashed: what the traceback of a comprehension points at.
import traceback


def of_set(d):
    return [0, {d for e in [1]}]


def of_dict(d):
    return [0, {d: e for e in [1]}]


def of_long_set(d):
    return {
        (d,
         d)
        for e in [1]
    }


for function in of_set, of_dict, of_long_set:
    try:
        function([])
    except TypeError:
        traceback.print_exc()
