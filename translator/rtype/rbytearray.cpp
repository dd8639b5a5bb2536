// Byte arrays: GC arrays of characters whose length never changes. Null is None.
#include "translator/annotate/annotator.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

#include <unordered_map>

namespace tw::rtype {

namespace {

class ByteArrayRepr final : public Repr {
public:
  explicit ByteArrayRepr(RTyper& rtyper)
      : Repr(rtyper, ReprKind::ByteArray,
             rtyper.types().ptr(
                 rtyper.types().array(rtyper.types().charType(), lltype::Flavor::Gc))) {}
  std::string describe() const override { return "bytearray"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;

private:
  Value typeArgument(LowLevelOps& ops) const { return ops.typeObject(&lowType()->ptr().target()); }
  Value slice(HighLevelOp& hop);
  Value concatenate(HighLevelOp& hop);
  Value bytesOf(HighLevelOp& hop, size_t arg);
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
};

uint64_t ByteArrayRepr::convertConst(host::Object* object) {
  if (object->kind != host::Kind::ByteArray) return Repr::convertConst(object);
  uint64_t& array = prebuilt_[object];
  if (array) return array;
  const std::string& bytes = host::as<host::ByteArrayObject>(object)->value;
  const lltype::ArrayType& type = lowType()->ptr().target().array();
  array = rtyper().heap().mallocArray(type, bytes.size())->word();
  for (size_t i = 0; i < bytes.size(); ++i)
    lltype::setItem(array, type, i, static_cast<unsigned char>(bytes[i]));
  return array;
}

Value ByteArrayRepr::slice(HighLevelOp& hop) {
  Repr& signedRepr = rtyper().signedRepr();
  Value array = hop.inputArg(0);
  Value start = hop.isConstantNone(1) ? hop.ops.signedConstant(0) : hop.inputArg(1, signedRepr);
  Value stop = hop.isConstantNone(2) ? hop.callHelper("rlist", "length_of", {array})
                                     : hop.inputArg(2, signedRepr);
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_listslice_startstop",
                        {typeArgument(hop.ops), array, start, stop});
}

Value ByteArrayRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Len:
    hop.exceptionCannotOccur();
    return hop.genop(OpCode::LlGetArraySize, {hop.inputArg(0)}, rtyper().types().signedType());
  case OpCode::IsTrue:
    hop.exceptionCannotOccur();
    return hop.callHelper("rlist", "ll_is_true", {hop.inputArg(0)});
  case OpCode::Str: {
    Value array = hop.inputArg(0);
    mayRaiseMemoryError(hop);
    auto& string = static_cast<StringRepr&>(rtyper().stringRepr());
    return hop.callHelper("rstr", "ll_join_chars", {string.typeArgument(hop.ops), array});
  }
  case OpCode::GetSlice: return slice(hop);
  default: return Repr::rtypeUnary(hop);
  }
}

// The argument, a bytearray or a string, as a bytearray.
Value ByteArrayRepr::bytesOf(HighLevelOp& hop, size_t arg) {
  if (hop.argRepr(arg).kind() == ReprKind::ByteArray) return hop.inputArg(arg);
  Value text = hop.inputArg(arg, rtyper().stringRepr());
  return hop.callHelper("rlist", "ll_list_from_str", {typeArgument(hop.ops), text});
}

Value ByteArrayRepr::concatenate(HighLevelOp& hop) {
  Value left = bytesOf(hop, 0);
  Value right = bytesOf(hop, 1);
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_concat", {typeArgument(hop.ops), left, right});
}

Value ByteArrayRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  switch (plainOperation(hop.opcode())) {
  case OpCode::Add: return concatenate(hop);
  case OpCode::GetItem:
  case OpCode::SetItem: {
    std::vector<Value> args{hop.inputArg(0), hop.inputArg(1, rtyper().signedRepr())};
    bool store = hop.opcode() == OpCode::SetItem;
    if (store)
      args.push_back(hop.genop(OpCode::LlCastIntToChar, {hop.inputArg(2, rtyper().signedRepr())},
                               rtyper().types().charType()));
    std::string helper = store ? "ll_setitem" : "ll_getitem";
    if (isNonNegative(hop.annotation(1))) helper += "_nonneg";
    bool checked = hop.catches("IndexError");
    if (checked)
      hop.exceptionIsHere();
    else
      hop.exceptionCannotOccur();
    Value item = hop.callHelper("rlist", checked ? helper + "_checked" : helper, std::move(args));
    if (store) return {};
    return hop.genop(OpCode::LlCastCharToInt, {item}, rtyper().types().signedType());
  }
  default: return Repr::rtypePair(hop, right);
  }
}

// A string plus a bytearray.
Value ByteArrayRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  if (plainOperation(hop.opcode()) == OpCode::Add) return concatenate(hop);
  return Repr::rtypePairReflected(hop, left);
}

} // namespace

// bytearray(), of a string, of another bytearray, or of a number of zeros.
Value rtypeByteArrayCall(HighLevelOp& hop) {
  RTyper& rtyper = hop.rtyper();
  Value type = hop.ops.typeObject(&hop.resultType()->ptr().target());
  if (hop.argCount() == 0 || hop.argRepr(0).kind() == ReprKind::Integer) {
    Value length =
        hop.argCount() == 0 ? hop.ops.signedConstant(0) : hop.inputArg(0, rtyper.signedRepr());
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", "ll_newlist", {type, length});
  }
  const bool copies = hop.argRepr(0).kind() == ReprKind::ByteArray;
  Value source = copies ? hop.inputArg(0) : hop.inputArg(0, rtyper.stringRepr());
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", copies ? "ll_copy" : "ll_list_from_str", {type, source});
}

Repr* makeByteArrayRepr(RTyper& rtyper, const annotate::Annotation&) {
  return rtyper.arena().make<ByteArrayRepr>(rtyper);
}

} // namespace tw::rtype
