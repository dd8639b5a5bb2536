// `__tw_references__`: instances as bare references (GCREF), and back.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rinstance.h"
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
using rtype::LowLevelWorld;

namespace {

// ---- Instances as GCREFs ----------------------------------------------------------------------

struct InstanceReference final : rtype::GcRefObject {
  using GcRefObject::GcRefObject;
  void annotate(Annotator& annotator) override { annotator.ofConstant(value); }
  lltype::Word convert(rtype::RTyper& rtyper) override {
    return rtyper.instanceRepr(nullptr).convertConst(value);
  }
};

Object* hostInstanceToRef(Host& host, const Args& args) {
  LowLevelWorld& world = LowLevelWorld::of(host);
  if (host::isNone(args[0])) return world.pointerObject(world.types().gcRef(), 0);
  return host.make<InstanceReference>(world.gcRefClass, host::Kind::External, args[0]);
}

Object* valueOf(Host& host, Object* reference) {
  if (rtype::GcRefObject* object = rtype::asGcRefObject(host, reference)) return object->value;
  return host.none();
}
Object* hostRefToInstance(Host& host, const Args& args) { return valueOf(host, args[1]); }
Object* hostRefToObject(Host& host, const Args& args) { return valueOf(host, args[0]); }

const Annotation* annotateInstanceToRef(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (!isKind(call[0], annotate::Kind::Instance) && !isKind(call[0], annotate::Kind::None) &&
      !isImpossible(call[0]))
    call.fail(std::string(call.name) + "() takes an instance, not " + describe(call[0]));
  return call.annotator.pointer(call.annotator.types().gcRef());
}
Value rtypeToRef(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!hop.argRepr(0).lowType()->isPtr()) return hop.ops.null(hop.resultType());
  return hop.genop(OpCode::LlCastOpaquePtr, {hop.inputArg(0)}, hop.resultType());
}

const Annotation* annotateRefToInstance(LibraryCall& call) {
  call.expectArgs(2, 2);
  auto* pbc = dynCast<PbcAnnotation>(call[0]);
  if (!pbc || pbc->descs.size() != 1 || pbc->descs[0]->kind != DescKind::Class)
    call.fail(std::string(call.name) + "() takes a class first, not " + describe(call[0]));
  Annotator& an = call.annotator;
  return an.instance(an.classDefOf(static_cast<ClassDesc&>(*pbc->descs[0])), true);
}
const Annotation* annotateRefToObject(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.instance(nullptr, true);
}
template <size_t Index> Value rtypeFromRef(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value reference = hop.inputArg(Index);
  if (!reference.type()->isGcPtr())
    hop.fail(withArticle(hop.argRepr(Index).describe()) + " is no GCREF");
  return hop.genop(OpCode::LlCastOpaquePtr, {reference}, hop.resultType());
}

constexpr NativeEntry kEntries[] = {
    {"cast_instance_to_gcref", hostInstanceToRef, annotateInstanceToRef, rtypeToRef},
    {"cast_gcref_to_instance", hostRefToInstance, annotateRefToInstance, rtypeFromRef<1>},
    {"cast_gcref_to_object", hostRefToObject, annotateRefToObject, rtypeFromRef<0>},
};

} // namespace

void fillReferencesModule(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
}

} // namespace tw::library
