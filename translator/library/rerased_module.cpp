// `__tw_rerased__`: references that forget what they refer to.
//
// erase(identity, x) gives an Erased value, unerase(identity, e) gives x back. At
// run time an Erased value is a pointer to any GC container, and reference(e) is this
// pointer. What is erased under
// one identity joins into one annotation, which is what unerase gives: the values
// have the form of that annotation before the type is dropped.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using rtype::HighLevelOp;
using rtype::Repr;
using rtype::RTyper;

namespace {

// What ties erase and unerase together; made at import time.
struct ErasingIdentity final : host::ExternalObject {
  explicit ErasingIdentity(std::string name) : name(std::move(name)) {}
  bool repr(Host&, std::string& text) override {
    text = "<erasing pair " + name + ">";
    return true;
  }

  void enter(Annotator& annotator, const Annotation* added) {
    const Annotation* joined = erased
                                   ? unionOf(annotator, erased, withoutConstant(annotator, added))
                                   : withoutConstant(annotator, added);
    if (erased && equal(joined, erased)) return;
    erased = joined;
    annotator.reflow(readers);
  }

  const std::string name;
  const Annotation* erased = nullptr; // null: nothing was erased yet
  ReaderSet readers;                  // of unerase
};

ErasingIdentity* identityOf(Object* object) {
  return object && object->kind == host::Kind::External ? static_cast<ErasingIdentity*>(object)
                                                        : nullptr;
}

// Attributes of prebuilt values of the class Erased.
constexpr std::string_view kContent = "_x", kIdentity = "_identity";

// ---- At run time ----------------------------------------------------------------------------

class ErasedRepr final : public Repr {
public:
  explicit ErasedRepr(RTyper& rtyper)
      : Repr(rtyper, rtype::ReprKind::Erased, rtyper.types().gcRef()) {}
  std::string describe() const override { return "erased value"; }

  uint64_t convertConst(Object* object) override {
    if (host::isNone(object)) return 0;
    Host& host = rtyper().host();
    ErasingIdentity* identity = identityOf(host.getAttr(object, kIdentity));
    Repr& content = rtyper().repr(identity->erased);
    rtyper().setupAll();
    return content.isVoid() ? 0 : content.convertConst(host.getAttr(object, kContent));
  }
};

class ErasedType final : public LibraryType {
public:
  explicit ErasedType(const lltype::Type* gcRef) : LibraryType("Erased"), gcRef_(gcRef) {}
  const MethodRule* method(std::string_view) const override { return nullptr; }
  const lltype::Type* lowLevelType() const override { return gcRef_; }
  Repr* makeRepr(RTyper& rtyper) const override { return rtyper.arena().make<ErasedRepr>(rtyper); }

private:
  const lltype::Type* gcRef_;
};

// The class of prebuilt values, found again through the module.
struct ErasedClass final : host::ExternalObject {
  ErasedClass(host::ClassObject* instances, const lltype::Type* gcRef)
      : instances(instances), type(gcRef) {}
  host::ClassObject* instances;
  ErasedType type;
};

ErasedClass& erasedClass(Host& host) {
  return *static_cast<ErasedClass*>(host.getAttr(host.findModule("__tw_rerased__"), "_class"));
}

// ---- Rules ----------------------------------------------------------------------------------

ErasingIdentity& identityOf(LibraryCall& call) {
  call.expectArgs(2, 2);
  ErasingIdentity* identity = identityOf(call[0]->constant());
  if (!identity) call.fail("the identity of an erasing pair must be known");
  return *identity;
}

const Annotation* annotateErase(LibraryCall& call) {
  identityOf(call).enter(call.annotator, call[1]);
  return call.annotator.make<LibraryAnnotation>(&erasedClass(call.annotator.host()).type, false);
}

const Annotation* annotateUnerase(LibraryCall& call) {
  ErasingIdentity& identity = identityOf(call);
  if (!isKind(call[1], annotate::Kind::Library))
    call.fail("unerase() takes what erase() gave, not " + describe(call[1]),
              "pass what the erase function of the same pair gave");
  identity.readers.add(call.annotator.position());
  return identity.erased ? identity.erased : call.annotator.impossible();
}

Value rtypeErase(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  ErasingIdentity& identity = *identityOf(hop.constantObject(0));
  Repr& content = hop.rtyper().repr(identity.erased);
  if (content.isVoid()) return hop.ops.null(hop.resultType());
  if (!content.lowType()->isGcPtr())
    hop.fail(withArticle(content.describe()) + " cannot be erased",
             "erase instances, lists or strings");
  return hop.genop(OpCode::LlCastOpaquePtr, {hop.inputArg(1, content)}, hop.resultType());
}

Value rtypeUnerase(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Repr& content = hop.rtyper().repr(identityOf(hop.constantObject(0))->erased);
  if (content.isVoid()) return {};
  Value value = hop.genop(OpCode::LlCastOpaquePtr, {hop.inputArg(1)}, content.lowType());
  return hop.ops.convert(value, content, hop.resultRepr());
}

const Annotation* annotateReference(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.ofLowLevelType(call.annotator.types().gcRef());
}

Value rtypeReference(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.inputArg(0);
}

// ---- At import time -------------------------------------------------------------------------

Object* hostIdentity(Host& host, const Args& args) {
  return host.make<ErasingIdentity>(erasedClass(host).cls, host::Kind::External,
                                    std::string(host.toStr(args[0])));
}

Object* hostErase(Host& host, const Args& args) {
  Object* value = host.newInstance(erasedClass(host).instances);
  host.setAttr(value, kIdentity, args[0]);
  host.setAttr(value, kContent, args[1]);
  return value;
}

Object* hostUnerase(Host& host, const Args& args) {
  if (host.getAttr(args[1], kIdentity) != args[0])
    host.raise(host.types().AssertionError, "the value was erased by another pair");
  return host.getAttr(args[1], kContent);
}

constexpr NativeEntry kEntries[] = {
    {"identity", hostIdentity, nullptr, nullptr},
    {"erase", hostErase, annotateErase, rtypeErase},
    {"unerase", hostUnerase, annotateUnerase, rtypeUnerase},
    {"reference", nullptr, annotateReference, rtypeReference},
};

} // namespace

void fillErasedModule(Host& host, host::ModuleObject* module) {
  const auto newClass = [&](std::string_view name) {
    return host.newClass(host.types().type, host.intern(name), {host.types().object},
                         host.newDict());
  };
  host::ClassObject* instances = newClass("Erased");
  auto* found = host.make<ErasedClass>(newClass("ErasingIdentity"), host::Kind::External, instances,
                                       rtype::LowLevelWorld::of(host).types().gcRef());
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->constant = [found](Annotator& annotator, Object* object) -> const Annotation* {
    Host& importTime = annotator.host();
    identityOf(importTime.getAttr(object, kIdentity))
        ->enter(annotator, annotator.ofConstant(importTime.getAttr(object, kContent)));
    return annotator.make<LibraryAnnotation>(&found->type, false, object);
  };
  instances->rule = rule;
  host.setAttr(module, "_class", found);
  host.setAttr(module, "Erased", instances);
  addNatives(host, module, kEntries);
}

} // namespace tw::library
