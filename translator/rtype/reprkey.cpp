// Keys of the Repr cache and the choice of the factory.
#include "translator/rtype/reprkey.h"

#include "translator/annotate/classdef.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/desc.h"
#include "translator/annotate/model.h"
#include "translator/annotate/registry.h"
#include "translator/host/object.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/primitives.h"

#include <algorithm>
#include <stdexcept>

namespace tw::rtype {

using annotate::Annotation;
using annotate::cast;
using annotate::Kind;

namespace {

// Containers of equal contents share a Repr, so their key is made of their
// items' keys; one that contains itself is known by its definition's number.
class KeyMaker {
public:
  std::string key(const Annotation* a) {
    switch (a->kind()) {
    case Kind::Impossible: return "!";
    case Kind::None: return "N";
    case Kind::Bool: return "b";
    case Kind::Integer: {
      const auto& type = cast<annotate::IntegerAnnotation>(a).type;
      return (type.isSigned ? "i" : "u") + std::to_string(type.bits);
    }
    case Kind::Float: return "f";
    case Kind::SingleFloat: return "f4";
    case Kind::LongFloat: return "f16";
    case Kind::Char: return "c";
    case Kind::UniChar: return "C";
    case Kind::String: return "s";
    case Kind::Unicode: return "S";
    case Kind::ByteArray: return "ba";
    case Kind::Tuple: return tuple(cast<annotate::TupleAnnotation>(a));
    case Kind::List: return list(cast<annotate::ListAnnotation>(a));
    case Kind::Dict: return dict(cast<annotate::DictAnnotation>(a));
    case Kind::Iterator: return iterator(cast<annotate::IteratorAnnotation>(a));
    case Kind::Instance: {
      const auto* def = cast<annotate::InstanceAnnotation>(a).classDef;
      return def ? "I" + std::to_string(def->id) : "I*";
    }
    case Kind::Pbc: return pbc(cast<annotate::PbcAnnotation>(a));
    case Kind::TypeOf: return "type";
    case Kind::Exception: return "exception";
    case Kind::Builtin:
      return "B" + std::string(cast<annotate::BuiltinAnnotation>(a).name) + serial(a->constant());
    case Kind::BuiltinMethod: {
      const auto& method = cast<annotate::BuiltinMethodAnnotation>(a);
      return "m" + std::string(method.rule->name) + "(" + key(method.self) + ")";
    }
    case Kind::Property: return "prop" + serial(a->constant());
    case Kind::WeakRef: return "W";
    case Kind::Ptr: return pointer("p", cast<annotate::PtrAnnotation>(a).type);
    case Kind::InteriorPtr: return pointer("q", cast<annotate::PtrAnnotation>(a).type);
    case Kind::LLAdtMethod: {
      const auto& method = cast<annotate::LLAdtMethodAnnotation>(a);
      return pointer("adt", method.type) + serial(method.function);
    }
    case Kind::Address: return "A";
    case Kind::Library: return "Y" + cast<annotate::LibraryAnnotation>(a).type->name();
    }
    throw std::logic_error("annotation of an unknown kind");
  }

private:
  static std::string serial(const host::Object* object) {
    return object ? "#" + std::to_string(object->serial) : "";
  }
  static std::string pointer(const char* prefix, const lltype::Type* type) {
    return prefix + std::to_string(type->index());
  }
  std::string tuple(const annotate::TupleAnnotation& a) {
    std::string text = "(";
    for (const Annotation* item : a.items) text += key(item) + ",";
    return text + ")";
  }
  template <class F> std::string guarded(const void* def, std::string name, F contents) {
    if (std::find(visiting_.begin(), visiting_.end(), def) != visiting_.end()) {
      recursive_ = true;
      return name;
    }
    visiting_.push_back(def);
    bool outer = recursive_;
    recursive_ = false;
    std::string text = contents();
    if (recursive_) text = name;
    recursive_ = outer || (recursive_ && visiting_.size() > 1);
    visiting_.pop_back();
    return text;
  }
  std::string list(const annotate::ListAnnotation& a) {
    annotate::ListDef& def = a.def();
    if (def.isRange()) return "range" + std::to_string(*def.rangeStep);
    return guarded(&def, "L" + std::to_string(def.id), [&] {
      return (def.resized ? "[r" : def.mutated ? "[m" : "[") + key(def.item.value) + "]";
    });
  }
  std::string dict(const annotate::DictAnnotation& a) {
    annotate::DictDef& def = a.def();
    return guarded(&def, "D" + std::to_string(def.id), [&] {
      std::string text = "{" + key(def.key.value) + ":" + key(def.val.value);
      if (def.isRDict) text += ":" + key(def.eqFunction) + ":" + key(def.hashFunction);
      if (def.forceNonNullKeys) text += "!";
      if (def.simpleHashEq) text += "=";
      return text + "}";
    });
  }
  std::string iterator(const annotate::IteratorAnnotation& a) {
    std::string text = "iter" + std::to_string(static_cast<int>(a.variant)) + key(a.container);
    if (a.startIndex) text += "+";
    return text;
  }
  std::string pbc(const annotate::PbcAnnotation& a) {
    std::string text = "P" + std::to_string(static_cast<int>(a.descs[0]->kind));
    for (const annotate::Desc* desc : a.descs) text += "," + std::to_string(desc->id);
    return a.canBeNone ? text + "?" : text;
  }

  std::vector<const void*> visiting_;
  bool recursive_ = false;
};

} // namespace

std::string reprKey(const Annotation* annotation) { return KeyMaker{}.key(annotation); }

Repr* makeRepr(RTyper& rtyper, const Annotation& annotation) {
  switch (annotation.kind()) {
  case Kind::String: return makeStringRepr(rtyper, annotation);
  case Kind::Unicode: return makeUnicodeRepr(rtyper, annotation);
  case Kind::ByteArray: return makeByteArrayRepr(rtyper, annotation);
  case Kind::Tuple: return makeTupleRepr(rtyper, annotation);
  case Kind::List: return makeListRepr(rtyper, annotation);
  case Kind::Dict: return makeDictRepr(rtyper, annotation);
  case Kind::Iterator: return makeIteratorRepr(rtyper, annotation);
  case Kind::Instance: return makeInstanceRepr(rtyper, annotation);
  case Kind::TypeOf:
  case Kind::Pbc: return makePbcRepr(rtyper, annotation);
  case Kind::Builtin:
  case Kind::BuiltinMethod:
  case Kind::Property: return makeBuiltinRepr(rtyper, annotation);
  case Kind::WeakRef: return makeWeakRefRepr(rtyper, annotation);
  case Kind::Ptr:
  case Kind::InteriorPtr:
  case Kind::LLAdtMethod:
  case Kind::Address: return makePointerRepr(rtyper, annotation);
  case Kind::Library: return cast<annotate::LibraryAnnotation>(&annotation).type->makeRepr(rtyper);
  case Kind::Exception: throw std::logic_error("an exception pair has no low-level form");
  default: return makePrimitiveRepr(rtyper, annotation);
  }
}

} // namespace tw::rtype
