// Order and join of annotations.
#pragma once

#include "translator/annotate/model.h"

namespace tw::annotate {

class Annotator;

// The smallest annotation that holds the values of both. Merges list and dict
// definitions that meet. Throws UnionError if there is none.
const Annotation* unionOf(Annotator& annotator, const Annotation* a, const Annotation* b);
// The same without side effects; null if there is none, or if definitions
// would have to be merged.
const Annotation* tryUnion(Annotator& annotator, const Annotation* a, const Annotation* b);

// Equal: the same kind, parts and constant. Known types of bools count.
bool equal(const Annotation* a, const Annotation* b);
// True if every value of b is a value of a.
bool contains(Annotator& annotator, const Annotation* a, const Annotation* b);

// The values of `a` without None; Impossible if that leaves nothing.
const Annotation* withoutNone(Annotator& annotator, const Annotation* a);
const Annotation* withNone(Annotator& annotator, const Annotation* a);
// Without the constant: what a variable of this type holds.
const Annotation* withoutConstant(Annotator& annotator, const Annotation* a);
// Values of `value` that may also be values of `restriction` (branch refinement).
const Annotation* intersect(Annotator& annotator, const Annotation* value,
                            const Annotation* restriction);
// Values of `a` that are not in `b`, as far as that can be said (isinstance false).
const Annotation* difference(Annotator& annotator, const Annotation* a, const Annotation* b);

} // namespace tw::annotate
