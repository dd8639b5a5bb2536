// Which function makes the Repr of which annotation; RTyper::repr() is the only
// caller. Each is defined beside its Repr class.
#pragma once

namespace tw::annotate {
class Annotation;
}

namespace tw::rtype {

class Repr;
class RTyper;

Repr* makeStringRepr(RTyper& rtyper, const annotate::Annotation& annotation);    // rstr.cpp
Repr* makeUnicodeRepr(RTyper& rtyper, const annotate::Annotation& annotation);   // rstr.cpp
Repr* makeByteArrayRepr(RTyper& rtyper, const annotate::Annotation& annotation); // rbytearray.cpp
Repr* makeListRepr(RTyper& rtyper, const annotate::Annotation& annotation); // rlist.cpp, rrange.cpp
Repr* makeDictRepr(RTyper& rtyper, const annotate::Annotation& annotation); // rdict.cpp
Repr* makeIteratorRepr(RTyper& rtyper, const annotate::Annotation& annotation); // riterator.cpp
Repr* makeWeakRefRepr(RTyper& rtyper, const annotate::Annotation& annotation);  // rweakref.cpp
Repr* makeTupleRepr(RTyper& rtyper, const annotate::Annotation& annotation);    // rtuple.cpp
Repr* makeInstanceRepr(RTyper& rtyper, const annotate::Annotation& annotation); // rinstance.cpp
Repr* makePbcRepr(RTyper& rtyper, const annotate::Annotation& annotation);      // rpbc.cpp
Repr* makeBuiltinRepr(RTyper& rtyper, const annotate::Annotation& annotation);  // rbuiltin.cpp
Repr* makePointerRepr(RTyper& rtyper, const annotate::Annotation& annotation);  // rptr.cpp

} // namespace tw::rtype
