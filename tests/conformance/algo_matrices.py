# Matrices: float and int, determinant, gauss, power, transposition, permutations.
from rpython.rlib.rfloat import formatd


class Singular(Exception):
    pass


class Matrix(object):
    def __init__(self, rows):
        self.rows = rows
        self.n = len(rows)
        self.m = len(rows[0])

    @staticmethod
    def identity(n):
        return Matrix([[float(i == j) for j in range(n)] for i in range(n)])

    def mul(self, o):
        return Matrix([[dot(self.rows[i], o.col(j)) for j in range(o.m)] for i in range(self.n)])

    def col(self, j):
        return [r[j] for r in self.rows]

    def t(self):
        return Matrix([self.col(j) for j in range(self.m)])

    def power(self, k):
        r = Matrix.identity(self.n)
        b = self
        while k:
            if k & 1:
                r = r.mul(b)
            b = b.mul(b)
            k >>= 1
        return r

    def copy_rows(self):
        return [r[:] for r in self.rows]

    def det(self):
        a = self.copy_rows()
        d = 1.0
        for i in range(self.n):
            p = i
            for r in range(i + 1, self.n):
                if abs(a[r][i]) > abs(a[p][i]):
                    p = r
            if a[p][i] == 0.0:
                return 0.0
            if p != i:
                a[p], a[i] = a[i], a[p]
                d = -d
            d *= a[i][i]
            for r in range(i + 1, self.n):
                f = a[r][i] / a[i][i]
                for c in range(i, self.n):
                    a[r][c] -= f * a[i][c]
        return d

    def solve(self, b):
        a = [self.rows[i] + [b[i]] for i in range(self.n)]
        n = self.n
        for i in range(n):
            p = i
            while p < n and abs(a[p][i]) < 1e-12:
                p += 1
            if p == n:
                raise Singular
            a[i], a[p] = a[p], a[i]
            piv = a[i][i]
            a[i] = [x / piv for x in a[i]]
            for r in range(n):
                if r != i:
                    f = a[r][i]
                    a[r] = [a[r][c] - f * a[i][c] for c in range(n + 1)]
        return [row[n] for row in a]

    def show(self):
        return "; ".join([" ".join([formatd(x, 'g', 6) for x in r]) for r in self.rows])


def dot(a, b):
    s = 0.0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


def spiral(n):
    g = [[0] * n for i in range(n)]
    r = c = 0
    dr, dc = 0, 1
    for k in range(1, n * n + 1):
        g[r][c] = k
        nr, nc = r + dr, c + dc
        if not (0 <= nr < n and 0 <= nc < n and g[nr][nc] == 0):
            dr, dc = dc, -dr
            nr, nc = r + dr, c + dc
        r, c = nr, nc
    return g


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [1] + [row[i] + row[i + 1] for i in range(len(row) - 1)] + [1]


def magic(n):
    g = [[0 for j in range(n)] for i in range(n)]
    i, j = 0, n // 2
    for k in xrange(1, n * n + 1):
        g[i][j] = k
        i2, j2 = (i - 1) % n, (j + 1) % n
        if g[i2][j2]:
            i = (i + 1) % n
        else:
            i, j = i2, j2
    return g


def entry_point(argv):
    n = int(argv[1])
    a = Matrix([[2.0, 1.0, -1.0], [-3.0, -1.0, 2.0], [-2.0, 1.0, 2.0]])
    print formatd(a.det(), "f", 3), a.show(), "|", a.t().show()
    print " ".join([formatd(x, 'f', 3) for x in a.solve([8.0, -11.0, -3.0])])
    try:
        Matrix([[1.0, 2.0], [2.0, 4.0]]).solve([1.0, 2.0])
    except Singular:
        print "singular"
    f = Matrix([[1.0, 1.0], [1.0, 0.0]])
    print f.power(n * 3).show(), f.power(0).show()
    for row in spiral(4):
        print " ".join(["%2d" % x for x in row])
    for row in pascal(6):
        print " ".join([str(x) for x in row])
    for row in magic(5):
        print " ".join(["%2d" % x if x > 9 else " " + str(x) for x in row])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
