"""An error that only the symbol table or the compiler notices."""
print("never printed")


def f(x):
    print(x)
    global x
