"""Strategies: a collection w_self has a storage, whose type is erased, and a strategy,
which knows that type. When a value does not fit, the strategy is switched to a more
general one (C. F. Bolz, L. Diekmann, L. Tratt, "Storage Strategies for Collections in
Dynamically Typed Languages", OOPSLA 2013).

Strategy classes have the metaclass StrategyMetaclass and the decorator strategy();
a StrategyFactory knows all of them and switches. Instances of strategy classes are
singletons unless the decorator says otherwise.
"""
import sys
import weakref

from rpython.rlib import jit, rarithmetic, rerased
from rpython.rlib.objectmodel import not_rpython, specialize
from rpython.rlib.rstrategies import logger


def make_accessors(strategy='strategy', storage='storage'):
    """In the body of a collection class: the methods by which the factory reaches the
    two attributes."""
    namespace = sys._getframe(1).f_locals
    for name, attribute in [('strategy', strategy), ('storage', storage)]:
        namespace['_get_' + name] = _getter(attribute)
        namespace['_set_' + name] = _setter(attribute)


def _getter(attribute):
    def getter(self):
        return getattr(self, attribute)
    return getter


def _setter(attribute):
    def setter(self, value):
        setattr(self, attribute, value)
    return setter


class StrategyMetaclass(type):
    """Each strategy class erases and unerases storages in its own way."""

    def __new__(cls, name, bases, namespace):
        erase, unerase = rerased.new_erasing_pair(name)

        def get_storage(self, w_self):
            return unerase(self.strategy_factory().get_storage(w_self))

        def set_storage(self, w_self, storage):
            self.strategy_factory().set_storage(w_self, erase(storage))
        namespace['get_storage'] = get_storage
        namespace['set_storage'] = set_storage
        namespace['_is_strategy'] = False
        namespace['_is_singleton'] = False
        namespace['_specializations'] = []
        namespace['_generalizations'] = []
        return type.__new__(cls, name, bases, namespace)


def strategy(generalize=None, singleton=True):
    """Decorates a strategy class; `generalize` lists the strategies that it may be
    switched to, in the order in which they are tried."""
    def decorator(strategy_class):
        if generalize:
            @jit.unroll_safe
            def generalized_strategy_for(self, value):
                factory = self.strategy_factory()
                for candidate in generalize:
                    if factory.strategy_singleton_instance(candidate)._check_can_handle(value):
                        return candidate
                raise Exception("no strategy is general enough for a value")
            strategy_class.generalized_strategy_for = generalized_strategy_for
            for general in generalize:
                general._specializations.append(strategy_class)
        strategy_class._is_strategy = True
        strategy_class._generalizations = generalize
        strategy_class._is_singleton = singleton
        return strategy_class
    return decorator


class StrategyFactory(object):
    """Made at import time, with the base class of all strategies."""
    _immutable_fields_ = ['strategies[*]', 'logger', 'strategy_singleton_field']
    factory_instance_counter = 0

    def __init__(self, root_class, all_strategy_classes=None):
        if all_strategy_classes is None:
            all_strategy_classes = self._collect_subclasses(root_class)
        self.strategies = []
        self.logger = logger.Logger()
        self.strategy_singleton_field = '__singleton_%d' % StrategyFactory.factory_instance_counter
        StrategyFactory.factory_instance_counter += 1
        for strategy_class in all_strategy_classes:
            if strategy_class._is_strategy:
                setattr(strategy_class, self.strategy_singleton_field,
                        self.instantiate_strategy(strategy_class))
                self.strategies.append(strategy_class)
            self._connect(strategy_class, root_class)
        self.strategies.sort(key=_generality, reverse=True)

    def _freeze_(self):
        return True

    # ---- what collections call --------------------------------------------------

    def switch_strategy(self, w_self, new_strategy_type, new_element=None):
        """Converts the storage; new_element is what made it necessary, for the log."""
        old_strategy = self.get_strategy(w_self)
        if new_strategy_type._is_singleton:
            new_strategy = self.strategy_singleton_instance(new_strategy_type)
        else:
            new_strategy = self.instantiate_strategy(new_strategy_type, w_self,
                                                     old_strategy.size(w_self))
        self.set_strategy(w_self, new_strategy)
        old_strategy._convert_storage_to(w_self, new_strategy)
        new_strategy.strategy_switched(w_self)
        self.log(w_self, new_strategy, old_strategy, new_element)
        return new_strategy

    def set_initial_strategy(self, w_self, strategy_type, size, elements=None):
        """For a new collection of that size, with its elements if they are given."""
        assert self.get_strategy(w_self) is None, "Strategy should not be initialized yet!"
        if strategy_type._is_singleton:
            strategy = self.strategy_singleton_instance(strategy_type)
        else:
            strategy = self.instantiate_strategy(strategy_type, w_self, size)
        self.set_strategy(w_self, strategy)
        strategy._initialize_storage(w_self, size)
        element = None
        if elements:
            strategy.store_all(w_self, elements)
            if len(elements) > 0:
                element = elements[0]
        strategy.strategy_switched(w_self)
        self.log(w_self, strategy, None, element)
        return strategy

    @jit.unroll_safe
    def strategy_type_for(self, objects):
        """The most special strategy that can hold all of them."""
        left = len(self.strategies)
        possible = [True] * left
        for obj in objects:
            if left <= 1:
                break
            for i, strategy in enumerate(self.strategies):
                if possible[i] and not (
                        self.strategy_singleton_instance(strategy)._check_can_handle(obj)):
                    possible[i] = False
                    left -= 1
        for i, strategy in enumerate(self.strategies):
            if possible[i]:
                return strategy
        raise ValueError("no strategy can hold the objects")

    @not_rpython
    def decorate_strategies(self, transitions):
        """Instead of the decorator: strategies with their generalizations, in the
        constructor of a subclass."""
        for strategy_class, generalized in transitions.items():
            strategy(generalized)(strategy_class)

    # ---- what subclasses may replace ---------------------------------------------

    def instantiate_strategy(self, strategy_type, w_self=None, initial_size=0):
        return strategy_type()

    def log(self, w_self, new_strategy, old_strategy=None, new_element=None):
        if not self.logger.active:
            return
        cause = "Switched" if old_strategy else "Created"
        self.logger.log(self.log_string_for_object(new_strategy), new_strategy.size(w_self), cause,
                        self.log_string_for_object(old_strategy), "",
                        self.log_string_for_object(new_element))

    @specialize.call_location()
    def log_string_for_object(self, obj):
        return obj.__class__.__name__ if obj else ""

    @specialize.call_location()
    def get_storage(self, obj):
        return obj._get_storage()

    @specialize.call_location()
    def set_storage(self, obj, val):
        return obj._set_storage(val)

    def get_strategy(self, obj):
        return obj._get_strategy()

    def set_strategy(self, obj, val):
        return obj._set_strategy(val)

    # ---- construction -------------------------------------------------------------

    @not_rpython
    def _connect(self, strategy_class, root_class):
        """Two methods, by which a conversion knows the classes of both strategies."""
        name = '_convert_storage_from_' + strategy_class.__name__

        def convert_from(self, w_self, previous_strategy):
            self._convert_storage_from(w_self, previous_strategy)
        convert_from.__name__ = name
        setattr(root_class, name, convert_from)

        def convert_to(self, w_self, new_strategy):
            getattr(new_strategy, name)(w_self, self)
        convert_to.__name__ = '_convert_storage_to'
        strategy_class._convert_storage_to = convert_to

    @not_rpython
    def _collect_subclasses(self, cls):
        found = []
        for subclass in cls.__subclasses__():
            found.append(subclass)
            found.extend(self._collect_subclasses(subclass))
        return found

    @jit.elidable
    def strategy_singleton_instance(self, strategy_class):
        return getattr(strategy_class, self.strategy_singleton_field)


def _generality(strategy_class, seen=()):
    """How many switches lead to the most general strategy at most."""
    if not strategy_class._generalizations:
        return 0
    if strategy_class in seen:
        raise Exception("Cycle in generalization-tree of %s" % strategy_class)
    return 1 + max([_generality(general, seen + (strategy_class,))
                    for general in strategy_class._generalizations])


# ---- strategies -------------------------------------------------------------

class AbstractStrategy(object):
    """Needs strategy_factory(self)."""

    def strategy_switched(self, w_self):
        """Called after a switch to this strategy."""

    def store(self, w_self, index0, value):
        raise NotImplementedError("Abstract method")

    def fetch(self, w_self, index0):
        raise NotImplementedError("Abstract method")

    def size(self, w_self):
        raise NotImplementedError("Abstract method")

    def insert(self, w_self, index0, list_w):
        raise NotImplementedError("Abstract method")

    def delete(self, w_self, start, end):
        raise NotImplementedError("Abstract method")

    def slice(self, w_self, start, end):
        return [self.fetch(w_self, i) for i in range(start, end)]

    def fetch_all(self, w_self):
        return self.slice(w_self, 0, self.size(w_self))

    def store_all(self, w_self, elements):
        for i, element in enumerate(elements):
            self.store(w_self, i, element)

    def append(self, w_self, list_w):
        self.insert(w_self, self.size(w_self), list_w)

    def pop(self, w_self, index0):
        element = self.fetch(w_self, index0)
        self.delete(w_self, index0, index0 + 1)
        return element

    def _initialize_storage(self, w_self, initial_size):
        raise NotImplementedError("Abstract method")

    def _check_can_handle(self, value):
        raise NotImplementedError("Abstract method")

    def _convert_storage_to(self, w_self, new_strategy):
        new_strategy._convert_storage_from(w_self, self)

    @jit.unroll_safe
    def _convert_storage_from(self, w_self, previous_strategy):
        """Element by element; subclasses do it in a faster way."""
        elements = previous_strategy.fetch_all(w_self)
        self._initialize_storage(w_self, previous_strategy.size(w_self))
        for i, element in enumerate(elements):
            self.store(w_self, i, element)

    def _generalize_for_value(self, w_self, value):
        strategy_type = self.generalized_strategy_for(value)
        return self.strategy_factory().switch_strategy(w_self, strategy_type, new_element=value)

    def _cannot_handle_store(self, w_self, index0, value):
        self._generalize_for_value(w_self, value).store(w_self, index0, value)

    def _cannot_handle_insert(self, w_self, index0, list_w):
        self._generalize_for_value(w_self, list_w[0]).insert(w_self, index0, list_w)


class EmptyStrategy(AbstractStrategy):
    """No elements, no storage."""

    def _initialize_storage(self, w_self, initial_size):
        assert initial_size == 0
        self.set_storage(w_self, None)

    def _convert_storage_from(self, w_self, previous_strategy):
        self.set_storage(w_self, None)

    def _check_can_handle(self, value):
        return False

    def fetch(self, w_self, index0):
        raise IndexError

    def store(self, w_self, index0, value):
        self._cannot_handle_insert(w_self, index0, [value])

    def insert(self, w_self, index0, list_w):
        self._cannot_handle_insert(w_self, index0, list_w)

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)

    def size(self, w_self):
        return 0


class SingleValueStrategyStorage(object):
    _attrs_ = ['size']

    def __init__(self, size=0):
        self.size = size


class SingleValueStrategy(AbstractStrategy):
    """All elements are value(self); only their number is stored. Needs one of the mixins
    for indices."""

    def _initialize_storage(self, w_self, initial_size):
        self.set_storage(w_self, SingleValueStrategyStorage(initial_size))

    def _convert_storage_from(self, w_self, previous_strategy):
        self._initialize_storage(w_self, previous_strategy.size(w_self))

    def _check_can_handle(self, value):
        return value is self.value()

    def fetch(self, w_self, index0):
        self.check_index_fetch(w_self, index0)
        return self.value()

    def store(self, w_self, index0, value):
        self.check_index_store(w_self, index0)
        if not self._check_can_handle(value):
            self._cannot_handle_store(w_self, index0, value)

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)
        self.get_storage(w_self).size -= end - start

    def size(self, w_self):
        return self.get_storage(w_self).size

    @jit.unroll_safe
    def insert(self, w_self, index0, list_w):
        storage = self.get_storage(w_self)
        for i in range(len(list_w)):
            if not self._check_can_handle(list_w[i]):
                self._cannot_handle_insert(w_self, index0 + i, list_w[i:])
                return
            storage.size += 1


class StrategyWithStorage(AbstractStrategy):
    """A list of what _unwrap(element) gives. Needs default_value(self), the element of
    new places, and one of the mixins for indices."""

    def _wrap(self, value):
        raise NotImplementedError("Abstract method")

    def _unwrap(self, value):
        raise NotImplementedError("Abstract method")

    def _initialize_storage(self, w_self, initial_size):
        default = self._unwrap(self.default_value())
        self.set_storage(w_self, [default] * initial_size)

    @jit.unroll_safe
    def _convert_storage_from(self, w_self, previous_strategy):
        size = previous_strategy.size(w_self)
        self.set_storage(w_self, [self._unwrap(previous_strategy.fetch(w_self, i))
                                  for i in range(size)])

    def store(self, w_self, index0, wrapped_value):
        self.check_index_store(w_self, index0)
        assert index0 >= 0
        if self._check_can_handle(wrapped_value):
            self.get_storage(w_self)[index0] = self._unwrap(wrapped_value)
        else:
            self._cannot_handle_store(w_self, index0, wrapped_value)

    def fetch(self, w_self, index0):
        self.check_index_fetch(w_self, index0)
        assert index0 >= 0
        return self._wrap(self.get_storage(w_self)[index0])

    def size(self, w_self):
        return len(self.get_storage(w_self))

    @jit.unroll_safe
    def insert(self, w_self, start, list_w):
        """An index beyond the end means the end."""
        if start > self.size(w_self):
            start = self.size(w_self)
        assert start >= 0
        for i in range(len(list_w)):
            if not self._check_can_handle(list_w[i]):
                self._cannot_handle_insert(w_self, start + i, list_w[i:])
                return
            self.get_storage(w_self).insert(start + i, self._unwrap(list_w[i]))

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)
        assert start >= 0 and end >= 0
        del self.get_storage(w_self)[start:end]


class GenericStrategy(StrategyWithStorage):
    """Any elements, as they are."""

    def _wrap(self, value):
        return value

    def _unwrap(self, value):
        return value

    def _check_can_handle(self, wrapped_value):
        return True


class WeakGenericStrategy(StrategyWithStorage):
    """Any elements; one that dies becomes the default value."""

    def _wrap(self, value):
        return value() or self.default_value()

    def _unwrap(self, value):
        assert value is not None
        return weakref.ref(value)

    def _check_can_handle(self, wrapped_value):
        return True


class SpecializedStrategy(StrategyWithStorage):
    """Elements that wrap primitive values. Needs wrap(self, value) and
    unwrap(self, element)."""

    def _unwrap(self, value):
        return self.unwrap(value)

    def _wrap(self, value):
        return self.wrap(value)


class SingleTypeStrategy(SpecializedStrategy):
    """Elements of the class contained_type."""

    def _check_can_handle(self, value):
        return isinstance(value, self.contained_type)


class TaggingStrategy(SingleTypeStrategy):
    """Also the object wrapped_tagged_value(self), which is stored as the primitive value
    unwrapped_tagged_value(self)."""

    def _check_can_handle(self, value):
        return value is self.wrapped_tagged_value() or (
            isinstance(value, self.contained_type) and
            self.unwrap(value) != self.unwrapped_tagged_value())

    def _unwrap(self, value):
        if value is self.wrapped_tagged_value():
            return self.unwrapped_tagged_value()
        return self.unwrap(value)

    def _wrap(self, value):
        if value == self.unwrapped_tagged_value():
            return self.wrapped_tagged_value()
        return self.wrap(value)


# ---- mixins for indices -----------------------------------------------------

class SafeIndexingMixin(object):
    """IndexError for indices beyond the size."""

    def check_index_store(self, w_self, index0):
        self.check_index(w_self, index0)

    def check_index_fetch(self, w_self, index0):
        self.check_index(w_self, index0)

    def check_index_range(self, w_self, start, end):
        if end < start:
            raise IndexError
        self.check_index(w_self, start)
        self.check_index(w_self, end)

    def check_index(self, w_self, index0):
        if not rarithmetic.int_between(0, index0, self.size(w_self)):
            raise IndexError


class UnsafeIndexingMixin(object):
    """Indices are right."""

    def check_index_store(self, w_self, index0):
        pass

    def check_index_fetch(self, w_self, index0):
        pass

    def check_index_range(self, w_self, start, end):
        pass
