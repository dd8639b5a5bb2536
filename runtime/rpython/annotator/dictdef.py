"""What signatures say about the keys and values of dictionaries."""
from rpython.annotator.model import s_ImpossibleValue


class DictDef(object):
    def __init__(self, bookkeeper, s_key=s_ImpossibleValue, s_value=s_ImpossibleValue,
                 is_r_dict=False, force_non_null=False, simple_hash_eq=False):
        self.bookkeeper = bookkeeper
        self.s_key = s_key
        self.s_value = s_value
        self.is_r_dict = is_r_dict

    def __eq__(self, other):
        return (self.__class__ is other.__class__ and self.s_key == other.s_key and
                self.s_value == other.s_value and self.is_r_dict == other.is_r_dict)

    def __ne__(self, other):
        return not self == other
