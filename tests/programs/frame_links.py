"""The frames of a caught exception can be walked down from, at any time, whatever stands below them."""


def failing(depth):
    if depth:
        failing(depth - 1)
    raise ValueError(depth)


def names(frame):
    found = []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def caught():
    try:
        failing(3)
    except ValueError as error:
        return error.__traceback__


kept = [caught() for _ in range(100)]
for traceback in kept:
    while traceback is not None:
        assert names(traceback.tb_frame)[0] in ("caught", "failing"), names(traceback.tb_frame)
        traceback = traceback.tb_next
print("walked")
