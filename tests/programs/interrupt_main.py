# An interrupt that the main thread asks for itself comes at once, within the `with` around the call.
import _thread
import contextlib
import signal


def asked():
    with contextlib.suppress(KeyboardInterrupt):
        _thread.interrupt_main()
        print("too late")
    print("after")


asked()
seen = []
signal.signal(signal.SIGTERM, lambda number, frame: seen.append(frame.f_code.co_name))


def terminated():
    _thread.interrupt_main(signal.SIGTERM)
    print(seen)


terminated()
