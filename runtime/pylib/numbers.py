"""The tower of numbers: abstract classes that the built-in types are registered with."""
from abc import ABCMeta


class Number(object):
    __metaclass__ = ABCMeta


class Complex(Number):
    pass


class Real(Complex):
    pass


class Rational(Real):
    pass


class Integral(Rational):
    pass

Complex.register(complex)
Real.register(float)
Integral.register(int)
Integral.register(long)
