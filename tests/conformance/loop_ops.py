# Loops: while, for, else, break, continue, nesting, ranges, conditions.


def first_factor(n):
    for d in range(2, n):
        if n % d == 0:
            return d
    else:
        return 0


def search(rows, wanted):
    for y in range(len(rows)):
        for x in range(len(rows[y])):
            if rows[y][x] == wanted:
                break
        else:
            continue
        return y * 100 + x
    return -1


def countdown(n):
    out = []
    while n > 0:
        n -= 1
        if n % 4 == 2:
            continue
        if n == 3:
            break
        out.append(n)
    else:
        out.append(-1)
    return out


def numbers(items):
    return " ".join([str(item) for item in items])


def mandel_row(cy):
    # fixed point, 12 bits after the point
    row = ""
    for px in range(40):
        cx = (px - 28) * 220
        x = 0
        y = 0
        n = 0
        while n < 20 and (x * x + y * y) >> 12 < 4 << 12:
            x, y = ((x * x - y * y) >> 12) + cx, ((2 * x * y) >> 12) + cy
            n += 1
        row += " .:-=+*#%@"[n // 2 if n < 20 else 9]
    return row


def entry_point(argv):
    print first_factor(91), first_factor(97)
    print search([[1, 2], [3, 4, 5]], 5), search([[1]], 9)
    print numbers(countdown(12)), "|", numbers(countdown(3))
    print numbers(range(3)), numbers(range(2, 9, 3)), numbers(range(5, 0, -2))
    for i in range(3):
        for j in range(i, 3):
            print i * j,
    print
    x = 5
    if 1 < x <= 5 and not x == 4 or x == 100:
        print "chained"
    a = 0
    b = 7
    print a or b, a and b, b if a else x
    for py in range(-8, 9):
        print mandel_row(py * 500)
    return 0


def target(driver, args):
    return entry_point, None
