// From the low-level operations of a block to jitcode instructions.
//
// Works on a copy of a graph that only the JIT sees. Casts that change no bits make their
// result another name of the operand. Operations without an instruction are called: a graph
// with just that operation is made once for each combination of types.
#pragma once

#include "translator/pyjitpl/descrs.h"
#include "translator/pyjitpl/drivers.h"
#include "translator/pyjitpl/policy.h"
#include "translator/pyjitpl/virtualizables.h"

#include <functional>
#include <unordered_map>

namespace tw::pyjitpl {

// Graphs that hold one operation, by the operation and its types.
class Outliner {
public:
  Outliner(flow::GraphContext& context, lltype::Heap& heap) : context_(context), heap_(heap) {}
  // The function of the operation's run-time operands.
  lltype::Allocation* function(const flow::Operation& op);
  const std::vector<flow::FunctionGraph*>& graphs() const { return graphs_; }

private:
  flow::GraphContext& context_;
  lltype::Heap& heap_;
  std::map<std::string, lltype::Allocation*> functions_;
  std::vector<flow::FunctionGraph*> graphs_;
};

// What the transformations of all graphs share.
struct Workshop {
  flow::GraphContext& context;
  lltype::Heap& heap;
  const Drivers& drivers;
  Policy& policy;
  Descrs& descrs;
  Outliner& outliner;
  const Virtualizables& virtualizables;
  // Equality of strings, for promote_string: by type; null: the program has none.
  std::map<const lltype::Type*, lltype::Allocation*> stringEquality;
  lltype::Word overflowError = 0; // the prebuilt instance
  // The jitcode of a graph that is looked into.
  std::function<uint32_t(flow::FunctionGraph*)> jitcodeOf;
  // Graphs that indirect calls may go into.
  std::function<void(flow::FunctionGraph*)> addFamilyMember;
};

inline constexpr uint32_t kNoLabel = ~uint32_t{0};

struct BlockCode {
  std::vector<Insn> insns;
  // The last instruction carries the exception exits of the block.
  bool raises = false;
};

class Transformer {
public:
  explicit Transformer(Workshop& workshop) : shop_(workshop) {}

  // Before the first block.
  void prepare(const flow::FunctionGraph& graph);
  BlockCode transform(const flow::Block& block);
  // What the value really is, after casts.
  flow::Value resolve(flow::Value value) const;

private:
  void operation(const flow::Operation& op);
  bool arithmetic(const flow::Operation& op);
  bool conversion(const flow::Operation& op);
  bool pointer(const flow::Operation& op);
  bool memory(const flow::Operation& op);
  bool hint(const flow::Operation& op);
  bool vanishes(const flow::Operation& op);

  void convertPrimitive(const flow::Operation& op);
  void normalize(flow::Value value, flow::Variable* result);
  void absolute(const flow::Operation& op);
  void between(const flow::Operation& op);
  void marker(const flow::Operation& op);
  void promote(flow::Value value);
  void promoteString(const flow::Operation& op);
  void plainHint(const flow::Operation& op);

  // transform_memory.cpp
  bool getField(const flow::Operation& op);
  bool setField(const flow::Operation& op);
  bool getItem(const flow::Operation& op);
  bool setItem(const flow::Operation& op);
  bool getInterior(const flow::Operation& op);
  bool setInterior(const flow::Operation& op);
  bool interiorSize(const flow::Operation& op);
  bool arraySize(const flow::Operation& op);
  bool malloc(const flow::Operation& op);
  bool mallocVarsize(const flow::Operation& op);
  bool arrayCopy(const flow::Operation& op);
  bool rawAccess(const flow::Operation& op);
  bool indexedAccess(const flow::Operation& op);
  // Virtualizables; false: the access is an ordinary one.
  const Virtualizable* virtualizableOf(const flow::Operation& op);
  bool getVirtualizable(const flow::Operation& op, const Virtualizable& virtualizable);
  bool setVirtualizable(const flow::Operation& op, const Virtualizable& virtualizable);
  bool virtualizableArray(const flow::Operation& op);
  void findVirtualizableArrays(const flow::Block& block);
  void passArraysOn(const flow::FunctionGraph& graph);
  void checkIndexed(const flow::FunctionGraph& graph) const;
  // Address of a part of raw memory; its type in `type`.
  flow::Value rawAddress(const flow::Operation& op, size_t end, const lltype::Type*& type);

  // transform_calls.cpp
  void directCall(const flow::Operation& op);
  bool virtualReference(const flow::Operation& op, Oopspec oopspec,
                        std::vector<flow::Value> arguments);
  void recordKnownResult(const flow::Operation& op);
  void indirectCall(const flow::Operation& op);
  void conditionalCall(const flow::Operation& op);
  void residualCall(const flow::Operation& op, flow::Value function, std::vector<flow::Value> args,
                    const CallInfo& info);
  void recursiveCall(const flow::Operation& op, const Driver& driver);
  void outlined(const flow::Operation& op);

  flow::Value arg(const flow::Operation& op, size_t index) const { return resolve(op.args[index]); }
  std::vector<flow::Value> args(const flow::Operation& op, size_t first, size_t end) const;
  void alias(const flow::Operation& op, flow::Value value);
  Insn& emit(JitOp op, std::vector<Operand> operands, flow::Variable* result = nullptr);
  // An instruction with a result of its own.
  flow::Value compute(JitOp op, std::vector<Operand> operands);
  flow::Value integer(int64_t value);
  flow::Value nullRef();

  Workshop& shop_;
  std::vector<Insn> insns_;
  SourceSpan span_;
  std::unordered_map<const flow::Variable*, flow::Value> aliases_;
  // Arrays that immutable fields ([*]) led to: their items do not change.
  std::unordered_set<const flow::Variable*> immutableArrays_;
  // Variables that hold an array of a virtualizable: in jitcode they hold the virtualizable itself.
  struct VirtualizableArray {
    uint32_t field, array; // descriptors
    SourceSpan span;
  };
  std::unordered_map<const flow::Variable*, VirtualizableArray> virtualizableArrays_;
  // The next access is of an object that no machine code knows; objects made in this block.
  bool fresh_ = false;
  std::unordered_set<const flow::Variable*> made_;
};

// The member of a family of instructions (i, r, f, and v for calls) for that kind.
inline JitOp ofKind(JitOp first, char kind) {
  uint16_t offset = kind == 'i' ? 0 : kind == 'r' ? 1 : kind == 'f' ? 2 : 3;
  return static_cast<JitOp>(static_cast<uint16_t>(first) + offset);
}

} // namespace tw::pyjitpl
