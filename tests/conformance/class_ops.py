# Classes: constructors, inheritance, overriding, class attributes, isinstance.


class Shape(object):
    sides = 0
    made = 0

    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def describe(self):
        return "%s with %d sides and area %d" % (self.name, self.sides, self.area())


class Rectangle(Shape):
    sides = 4

    def __init__(self, width, height, name="rectangle"):
        Shape.__init__(self, name)
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, width):
        Rectangle.__init__(self, width, width, "square")


class Triangle(Shape):
    sides = 3

    def __init__(self, base, height):
        Shape.__init__(self, "triangle")
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Tree(object):
    left = None
    right = None

    def __init__(self, key):
        self.key = key

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Tree(key)
        else:
            self.right.insert(key)

    def walk(self, out):
        if self.left is not None:
            self.left.walk(out)
        out.append(self.key)
        if self.right is not None:
            self.right.walk(out)


class Counter(object):
    def __init__(self):
        self.hits = 0

    def hit(self, times=1):
        self.hits += times
        return self


def kind(shape):
    if isinstance(shape, Square):
        return "S"
    if isinstance(shape, Rectangle):
        return "R"
    return "-"


def entry_point(argv):
    shapes = [Rectangle(3, 4), Square(5), Triangle(6, 7), Shape("blob")]
    total = 0
    for shape in shapes:
        print kind(shape), shape.describe()
        total += shape.area()
    print total
    head = None
    for i in range(10):
        head = Node(i * i, head)
    total = 0
    node = head
    while node is not None:
        total = total * 3 + node.value
        node = node.next
    print total
    root = Tree(50)
    key = 7
    for i in range(30):
        key = key * 37 % 101
        root.insert(key)
    keys = []
    root.walk(keys)
    print " ".join([str(k) for k in keys])
    print Counter().hit().hit(5).hit(times=2).hits
    first = shapes[0]
    print int(first is shapes[0]), int(shapes[1] is first)
    method = first.area
    print method()
    return 0


def target(driver, args):
    return entry_point, None
