# Huffman coding with a priority queue; bit strings; decode.


class HNode(object):
    def __init__(self, weight, sym='\0', left=None, right=None):
        self.weight = weight
        self.sym = sym
        self.left = left
        self.right = right

    def is_leaf(self):
        return self.left is None

    def less(self, other):
        if self.weight != other.weight:
            return self.weight < other.weight
        return self.min_sym() < other.min_sym()

    def min_sym(self):
        if self.left is None:
            return self.sym
        assert self.right is not None
        a = self.left.min_sym()
        b = self.right.min_sym()
        return a if a < b else b


class Heap(object):
    def __init__(self):
        self.a = []

    def push(self, x):
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i > 0:
            p = (i - 1) >> 1
            if not a[i].less(a[p]):
                break
            a[i], a[p] = a[p], a[i]
            i = p

    def pop(self):
        a = self.a
        top = a[0]
        last = a.pop()
        if a:
            a[0] = last
            i = 0
            while True:
                c = 2 * i + 1
                if c >= len(a):
                    break
                if c + 1 < len(a) and a[c + 1].less(a[c]):
                    c += 1
                if not a[c].less(a[i]):
                    break
                a[i], a[c] = a[c], a[i]
                i = c
        return top

    def __len__(self):
        return len(self.a)


def build(text):
    freq = [0] * 256
    for c in text:
        freq[ord(c)] += 1
    h = Heap()
    for i in range(256):
        if freq[i]:
            h.push(HNode(freq[i], chr(i)))
    while len(h.a) > 1:
        a = h.pop()
        b = h.pop()
        h.push(HNode(a.weight + b.weight, left=a, right=b))
    return h.pop()


def codes(node, prefix, table):
    if node.is_leaf():
        table[node.sym] = prefix or "0"
    else:
        codes(node.left, prefix + "0", table)
        codes(node.right, prefix + "1", table)


def pack(bits):
    out = []
    acc = 0
    n = 0
    for b in bits:
        acc = (acc << 1) | (b == '1')
        n += 1
        if n == 8:
            out.append(chr(acc))
            acc = n = 0
    if n:
        out.append(chr((acc << (8 - n)) & 255))
    return "".join(out)


def unpack(data, count, root):
    res = []
    node = root
    i = 0
    while len(res) < count:
        byte = ord(data[i >> 3])
        bit = (byte >> (7 - (i & 7))) & 1
        node = node.right if bit else node.left
        if node.is_leaf():
            res.append(node.sym)
            node = root
        i += 1
    return "".join(res)


def hexdump(s):
    return " ".join([hex2(ord(c)) for c in s])


def hex2(n):
    return "0123456789abcdef"[n >> 4] + "0123456789abcdef"[n & 15]


def entry_point(argv):
    text = "she sells sea shells by the sea shore" * 3 + argv[2]
    root = build(text)
    table = {}
    codes(root, "", table)
    keys = table.keys()
    for i in range(1, len(keys)):
        k = keys[i]
        j = i - 1
        while j >= 0 and keys[j] > k:
            keys[j + 1] = keys[j]
            j -= 1
        keys[j + 1] = k
    for k in keys:
        print "%s=%s" % (k, table[k]),
    print
    bits = "".join([table[c] for c in text])
    data = pack(bits)
    print len(text), len(bits), len(data), hexdump(data[:10])
    print int(unpack(data, len(text), root) == text)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
