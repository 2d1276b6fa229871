"""A debugger's session: stepping, looking, changing variables, frames up and down, breakpoints, a function's return."""
# stdin: n\nn\np acc, items\ns\nn\nn\np total\n!total = 100\np total\nr\nn\nu\np __name__\nd\nl\nb helper\nc\na\ncl 1\nr\nn\nn\nc\nc\nc\nc\nc\n
import pdb


def helper(a, b):
    total = a
    for index in range(3):
        total += index * b
    return total


def work(items):
    acc = []
    debugger.set_trace()
    for item in items:
        acc.append(helper(item, 2))
    count = len(acc)
    return acc, count


def main():
    result = work([1, 2, 3])
    print("result", result)
    return result


debugger = pdb.Pdb(nosigint=True, readrc=False)
main()
print("end")
