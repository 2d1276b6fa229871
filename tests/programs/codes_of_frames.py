"""A frame's code is its function's, for whoever looks a frame up among functions."""

import sys


def inner():
    return sys._getframe()


def outer(function):
    frame = function()
    return frame.f_code is function.__code__, frame.f_back.f_code is outer.__code__, frame.f_back.f_code is inner.__code__


print(outer(inner))
print(outer(lambda: sys._getframe()))


class Known:
    codes = set()

    def note(self, function):
        self.codes.add(function.__code__)
        return function


known = Known()


@known.note
def fails():
    raise ValueError("in fails")


def caller():
    fails()


try:
    caller()
except ValueError as error:
    traceback = error.__traceback__
    while traceback is not None:
        shown = traceback.tb_frame
        print(shown.f_code.co_name, shown.f_code in known.codes, shown.f_code not in known.codes, shown.f_code == fails.__code__)
        if shown.f_code is not caller.__code__ and fails.__code__ != shown.f_code:
            print("neither")
        print(traceback.tb_frame.f_code is traceback.tb_frame.f_code, None is shown.f_code, shown.f_code is not None)
        traceback = traceback.tb_next


class Other:
    f_code = 1


print(Other().f_code == 1, Other.f_code is not None, 0 < Other.f_code < 2)
try:
    missing.f_code == 1
except NameError as error:
    print(error)
