// From annotations to Reprs: which annotations share one, and which class it has.
#pragma once

#include <string>

namespace tw::annotate {
class Annotation;
}

namespace tw::rtype {

class Repr;
class RTyper;

// Equal keys: the same low-level form. Constants and None-ability do not count
// where they do not change the form.
std::string reprKey(const annotate::Annotation* annotation);
Repr* makeRepr(RTyper& rtyper, const annotate::Annotation& annotation);

} // namespace tw::rtype
