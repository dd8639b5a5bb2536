// Questions about annotations of any kind.
#include "translator/annotate/model.h"

#include "translator/annotate/containerdef.h"

namespace tw::annotate {

ListDef& ListAnnotation::def() const { return def_->representative(); }
DictDef& DictAnnotation::def() const { return def_->representative(); }

bool canBeNone(const Annotation* a) {
  switch (a->kind()) {
  case Kind::None:
  case Kind::WeakRef: return true; // it does not keep count
  case Kind::Char:
  case Kind::UniChar:
  case Kind::String:
  case Kind::Unicode:
  case Kind::ByteArray: return cast<TextAnnotation>(a).canBeNone;
  case Kind::List: return cast<ListAnnotation>(a).canBeNone;
  case Kind::Dict: return cast<DictAnnotation>(a).canBeNone;
  case Kind::Instance: return cast<InstanceAnnotation>(a).canBeNone;
  case Kind::Pbc: return cast<PbcAnnotation>(a).canBeNone;
  case Kind::Library: return cast<LibraryAnnotation>(a).canBeNone;
  default: return false;
  }
}

} // namespace tw::annotate
