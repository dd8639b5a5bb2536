"""What signatures say about the items of lists."""
from rpython.annotator.model import s_ImpossibleValue


class TooLateForChange(Exception):
    pass


class ListChangeUnallowed(Exception):
    pass


class ListDef(object):
    def __init__(self, bookkeeper, s_item=s_ImpossibleValue, mutated=False, resized=False):
        self.bookkeeper = bookkeeper
        self.s_item = s_item
        self.mutated = mutated
        self.resized = resized

    def __eq__(self, other):
        return (self.__class__ is other.__class__ and self.s_item == other.s_item and
                self.mutated == other.mutated and self.resized == other.resized)

    def __ne__(self, other):
        return not self == other
