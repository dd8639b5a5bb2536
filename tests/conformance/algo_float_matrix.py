# Matrices of floats filled with ints.


class Matrix(object):
    def __init__(self, r, c, fill=0.0):
        self.r = r
        self.c = c
        self.d = [[fill] * c for _ in range(r)]
    def mul(self, o):
        res = Matrix(self.r, o.c)
        for i in range(self.r):
            for j in range(o.c):
                t = 0.0
                for k in range(self.c): t += self.d[i][k] * o.d[k][j]
                res.d[i][j] = t
        return res
    def trace(self):
        t = 0.0
        for i in range(self.r): t += self.d[i][i]
        return t


def entry_point(argv):
    a = Matrix(3, 3)
    for i in range(3):
        for j in range(3): a.d[i][j] = i + j
    print int(a.mul(a).trace()), "%.2f" % a.mul(a).mul(a).trace()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
