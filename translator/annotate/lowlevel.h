// Low-level values: pointers and the operations on them. Private to annotate.
#pragma once

#include "translator/annotate/calls.h"

namespace tw::annotate {

const Annotation* callPointer(Annotator& annotator, const PtrAnnotation& pointer,
                              const CallArguments& args);
// adr.signed and the like: a pointer to what lies at an address.
const Annotation* getAddressAccess(Annotator& annotator, const std::string& name);
const Annotation* getPointerField(Annotator& annotator, const PtrAnnotation& pointer,
                                  const std::string& name);
const Annotation* setPointerField(Annotator& annotator, const PtrAnnotation& pointer,
                                  const std::string& name, const Annotation* value);

} // namespace tw::annotate
