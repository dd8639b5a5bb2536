"""NonConstant(x): the value of x, of which translation knows the type only."""
from __tw_objectmodel__ import NonConstant
