"""Specialisation is asked for with rpython.rlib.objectmodel.specialize."""
