"""Abstract base classes: registration only, nothing is enforced."""


class ABCMeta(type):
    def register(cls, subclass):
        cls.__dict__.get('_registry', None) or setattr(cls, '_registry', [])
        cls._registry.append(subclass)

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if cls in getattr(subclass, '__mro__', ()):
            return True
        known = list(cls.__dict__.get('_registry', ())) + type.__subclasses__(cls)
        return any([issubclass(subclass, other) for other in known])


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class abstractproperty(property):
    __isabstractmethod__ = True
