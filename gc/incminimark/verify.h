// Checks of the heap's consistency, for PYPY_GC_DEBUG. A violation ends the
// program with a message.
#pragma once

namespace tw::gc {

// The free pages are as they should be, every pointer in an object points to an object; old objects
// that point to young ones are in the remembered set. To be called after a minor collection.
void verifyHeap();

// Everything that a marked object points to is marked. To be called when marking
// has ended, before anything is swept.
void verifyMarks();

} // namespace tw::gc
