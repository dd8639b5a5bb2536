// Properties of jitcode instructions.
#include "translator/pyjitpl/jitcode.h"

namespace tw::pyjitpl {

namespace {

constexpr JitOpInfo kOps[] = {
#define JITOP(id, name, operands, result) {name, operands, #result[0]},
#include "jit/format/jitops.def"
    {"label", "n", '-'},
    {"label", "n", '-'},
    {"copies", "", '-'},
};

} // namespace

const JitOpInfo& jitOpInfo(JitOp op) { return kOps[static_cast<size_t>(op)]; }

char kindOf(const lltype::Type& type) {
  using lltype::Kind;
  switch (type.kind()) {
  case Kind::Void: return 'v';
  case Kind::Float: return 'f';
  case Kind::Number: return type.number().bits() <= 64 ? 'i' : '?';
  case Kind::Bool:
  case Kind::Char:
  case Kind::UniChar:
  case Kind::SingleFloat:
  case Kind::Address: return 'i';
  case Kind::Ptr: return type.isGcPtr() ? 'r' : 'i';
  default: return '?';
  }
}

bool makesGuard(JitOp op) {
  switch (op) {
  case JitOp::GotoIfNot:
  case JitOp::GotoIfNotIntLt:
  case JitOp::GotoIfNotIntLe:
  case JitOp::GotoIfNotIntEq:
  case JitOp::GotoIfNotIntNe:
  case JitOp::GotoIfNotIntGt:
  case JitOp::GotoIfNotIntGe:
  case JitOp::GotoIfNotIntIsZero:
  case JitOp::GotoIfNotPtrEq:
  case JitOp::GotoIfNotPtrNe:
  case JitOp::GotoIfNotPtrIszero:
  case JitOp::GotoIfNotPtrNonzero:
  case JitOp::Switch:
  case JitOp::IntAddJumpIfOvf:
  case JitOp::IntSubJumpIfOvf:
  case JitOp::IntMulJumpIfOvf:
  case JitOp::Raise:
  case JitOp::IntGuardValue:
  case JitOp::RefGuardValue:
  case JitOp::FloatGuardValue:
  case JitOp::StrGuardValue:
  case JitOp::GuardClass:
  case JitOp::AssertNotNone:
  case JitOp::RecordQuasiImmutField:
  case JitOp::ForceQuasiImmut:
  case JitOp::GetFieldVableI:
  case JitOp::GetFieldVableR:
  case JitOp::GetFieldVableF:
  case JitOp::SetFieldVableI:
  case JitOp::SetFieldVableR:
  case JitOp::SetFieldVableF:
  case JitOp::GetArrayItemVableI:
  case JitOp::GetArrayItemVableR:
  case JitOp::GetArrayItemVableF:
  case JitOp::SetArrayItemVableI:
  case JitOp::SetArrayItemVableR:
  case JitOp::SetArrayItemVableF:
  case JitOp::ArrayLenVable:
  case JitOp::HintForceVirtualizable:
  case JitOp::IndirectCallI:
  case JitOp::IndirectCallR:
  case JitOp::IndirectCallF:
  case JitOp::IndirectCallV:
  case JitOp::JitMergePoint: return true;
  default: return false;
  }
}

bool isCall(JitOp op) {
  return (op >= JitOp::ResidualCallI && op <= JitOp::ConditionalCallValueR) ||
         op == JitOp::HintForceVirtualizable;
}

bool endsControl(JitOp op) {
  switch (op) {
  case JitOp::Goto:
  case JitOp::IntReturn:
  case JitOp::RefReturn:
  case JitOp::FloatReturn:
  case JitOp::VoidReturn:
  case JitOp::Unreachable:
  case JitOp::Raise:
  case JitOp::Reraise: return true;
  default: return false;
  }
}

} // namespace tw::pyjitpl
