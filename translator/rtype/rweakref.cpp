// Weak references: what weakref_create makes, null for None.
#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"

#include <unordered_map>

namespace tw::rtype {

namespace {

class WeakRefRepr final : public Repr {
public:
  explicit WeakRefRepr(RTyper& rtyper)
      : Repr(rtyper, ReprKind::WeakRef, rtyper.types().ptr(rtyper.types().weakrefStruct())) {}
  std::string describe() const override { return "weak reference"; }

  uint64_t convertConst(host::Object* object) override {
    if (object->kind != host::Kind::WeakRef) return Repr::convertConst(object);
    uint64_t& made = prebuilt_[object];
    if (made) return made;
    const lltype::StructType& type = *rtyper().types().weakrefStruct();
    made = rtyper().heap().mallocStruct(type)->word();
    host::Object* target = host::as<host::WeakRefObject>(object)->target;
    if (target && !host::isNone(target))
      lltype::setField(made, type, type.fields()[0].name,
                       rtyper().instanceRepr(nullptr).convertConst(target));
    return made;
  }

  // ref() gives the instance or None.
  Value rtypeUnary(HighLevelOp& hop) override {
    if (hop.opcode() != OpCode::SimpleCall) return Repr::rtypeUnary(hop);
    hop.exceptionCannotOccur();
    if (hop.resultRepr().isVoid()) return {};
    return hop.genop(OpCode::LlWeakrefDeref, {hop.inputArg(0)}, hop.resultType());
  }

private:
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
};

} // namespace

Repr* makeWeakRefRepr(RTyper& rtyper, const annotate::Annotation&) {
  return rtyper.arena().make<WeakRefRepr>(rtyper);
}

} // namespace tw::rtype
