# A stack machine with operation codes made at import time.


OPS = ["PUSH", "ADD", "MUL", "JNZ", "DUP", "DEC", "SWAP", "HALT"]
for _i, _n in enumerate(OPS): globals()[_n] = _i


def run(code):
    stack = []
    pc = 0
    steps = 0
    while True:
        op = code[pc]
        steps += 1
        if op == PUSH:
            pc += 1
            stack.append(code[pc])
        elif op == ADD: stack.append(stack.pop() + stack.pop())
        elif op == MUL: stack.append(stack.pop() * stack.pop())
        elif op == DUP: stack.append(stack[-1])
        elif op == DEC: stack[-1] -= 1
        elif op == SWAP: stack[-1], stack[-2] = stack[-2], stack[-1]
        elif op == JNZ:
            pc += 1
            if stack[-1] != 0:
                pc = code[pc]
                continue
        elif op == HALT: break
        pc += 1
    return stack, steps


def entry_point(argv):
    s, n = run([PUSH, 1, PUSH, 5, SWAP, PUSH, 2, MUL, SWAP, DEC, JNZ, 4, HALT])
    print s[0], s[1], n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
