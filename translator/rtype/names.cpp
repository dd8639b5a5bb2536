// Words of diagnostics.
#include "translator/rtype/names.h"

#include "translator/host/host.h"

namespace tw::rtype {

std::string operationText(flow::OpCode op) {
  using flow::OpCode;
  switch (op) {
  case OpCode::Add:
  case OpCode::InplaceAdd: return "+";
  case OpCode::Sub:
  case OpCode::InplaceSub: return "-";
  case OpCode::Mul:
  case OpCode::InplaceMul: return "*";
  case OpCode::Div:
  case OpCode::TrueDiv:
  case OpCode::InplaceDiv: return "/";
  case OpCode::FloorDiv:
  case OpCode::InplaceFloorDiv: return "//";
  case OpCode::Mod:
  case OpCode::InplaceMod: return "%";
  case OpCode::Pow:
  case OpCode::InplacePow: return "**";
  case OpCode::Lt: return "<";
  case OpCode::Le: return "<=";
  case OpCode::Eq: return "==";
  case OpCode::Ne: return "!=";
  case OpCode::Gt: return ">";
  case OpCode::Ge: return ">=";
  case OpCode::Is: return "'is'";
  case OpCode::GetItem: return "indexing";
  case OpCode::SetItem: return "assignment to an item";
  case OpCode::DelItem: return "deletion of an item";
  case OpCode::GetAttr: return "reading an attribute";
  case OpCode::SetAttr: return "assignment to an attribute";
  case OpCode::Contains: return "'in'";
  case OpCode::SimpleCall:
  case OpCode::CallArgs: return "a call";
  case OpCode::IsTrue: return "a test of truth";
  default: return std::string(flow::opInfo(op).name) + "()";
  }
}

std::string describeObject(host::Host& host, host::Object* object) {
  if (object->kind == host::Kind::Instance)
    return "instance of " + std::string(object->cls->name->value);
  std::string text = host.repr(object);
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

} // namespace tw::rtype
