"""The old names of the types of sets."""
Set = set
ImmutableSet = frozenset
