# Instances, methods and class tests as low-level operations.
# RUN: %tracewright dump --rtype %s measure | FileCheck --check-prefix=MEASURE %s
# RUN: %tracewright dump --rtype %s is_square | FileCheck --check-prefix=TEST %s
# RUN: %tracewright dump --rtype %s make | FileCheck --check-prefix=MAKE %s
# RUN: %tracewright dump --rtype %s __init__ | FileCheck --check-prefix=INIT %s
# RUN: %tracewright dump --rtype %s entry_point | FileCheck --check-prefix=MAIN %s


class Shape(object):
    def area(self):
        return 0


class Square(Shape):
    # INIT: graph __init__(self, side)
    # INIT: setfield(self_0, .inst_side, side_1)
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Unit(Square):
    # The base's method takes the base's pointer.
    # INIT: graph __init__(self)
    # INIT: [[BASE:v[0-9]+]]: *%Square = cast_pointer(self_0)
    # INIT: direct_call(&__init__, [[BASE]], 1)
    def __init__(self):
        Square.__init__(self, 1)


# A method is an entry of the vtable; the call names the graphs that it may reach.
# MEASURE: [[ROOT:v[0-9]+]]: *%object_vtable = gc_typeptr(shape_0)
# MEASURE-NEXT: [[CLASS:v[0-9]+]]: *%Shape_vtable = cast_pointer([[ROOT]])
# MEASURE-NEXT: [[METHOD:v[0-9]+]]: *func(*%Shape) -> Signed = getfield([[CLASS]], .cls_area)
# MEASURE-NEXT: indirect_call([[METHOD]], shape_0, [area, area])
def measure(shape):
    return shape.area()


# A class with subclasses is a range of numbers.
# TEST: [[CLASS:v[0-9]+]]: *%object_vtable = gc_typeptr(shape_0)
# TEST-NEXT: [[NUMBER:v[0-9]+]]: Signed = getfield([[CLASS]], .subclassrange_min)
# TEST-NEXT: int_between({{[0-9]+}}, [[NUMBER]], {{[0-9]+}})
def is_square(shape):
    return isinstance(shape, Square)


# MAKE: [[NEW:square_[0-9]+]]: *%Square = malloc(<%Square>, {gc})
# MAKE-NEXT: direct_call(&__init__, [[NEW]], side_0)
# MAKE-NEXT: goto return([[NEW]])
def make(side):
    square = Square(side)
    return square


# Lists of instances hold pointers to the root of all classes.
# MAIN: malloc(<%Unit>, {gc})
# MAIN: gcarray(*%object) = direct_call(&ll_newlist, None, 3)
# MAIN: cast_pointer(
def entry_point(argv):
    shapes = [make(len(argv)), Unit(), Shape()]
    total = 0
    for shape in shapes:
        if is_square(shape):
            total += measure(shape)
    print total
    return 0


def target(driver, args):
    return entry_point, None
