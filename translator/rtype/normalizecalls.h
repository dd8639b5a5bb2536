// Agreement before specialisation: functions called through one pointer get
// one signature, classes get the numbers of their subclass ranges.
#pragma once

namespace tw::rtype {

class RTyper;

// All graphs of a call row take the same arguments (shuffled, with defaults
// made explicit) of the same annotations, and return the same annotation.
void normalizeCallFamilies(RTyper& rtyper);

// Numbers the classes so that a class and its subclasses are an interval:
// preorder over the class tree in order of class ids.
void numberClasses(RTyper& rtyper);

} // namespace tw::rtype
