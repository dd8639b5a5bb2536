// Flattening: blocks along the normal exits first, then what branches and handlers lead to.
#include "translator/pyjitpl/flatten.h"

#include <algorithm>

namespace tw::pyjitpl {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::Value;
using flow::Variable;

namespace {

struct ClassRange {
  int64_t min, max;
};

class Flattener {
public:
  Flattener(const flow::FunctionGraph& graph, Workshop& shop)
      : graph_(graph), shop_(shop), transformer_(shop) {}

  FlatCode run() {
    for (Variable* input : graph_.startBlock->inputArgs)
      if (!input->type->isVoid()) code_.arguments.push_back(input);
    transformer_.prepare(graph_);
    follow(graph_.startBlock);
    while (!stubs_.empty()) {
      Stub stub = std::move(stubs_.back());
      stubs_.pop_back();
      emitStub(stub);
    }
    code_.labels = labels_;
    return std::move(code_);
  }

private:
  // Code that a label leads to and that is still to be written.
  struct Stub {
    enum class What : uint8_t { Link, Handlers, Overflow } what;
    uint32_t label;
    const Block* block;
    size_t exit; // Link: which; Handlers: the first to try
  };

  uint32_t newLabel() { return labels_++; }
  uint32_t labelOf(const Block* block) {
    auto [entry, isNew] = blockLabels_.try_emplace(block, 0);
    if (isNew) entry->second = newLabel();
    return entry->second;
  }
  uint32_t stub(Stub::What what, const Block& block, size_t exit) {
    uint32_t label = newLabel();
    stubs_.push_back({what, label, &block, exit});
    return label;
  }
  void emit(JitOp op, std::vector<Operand> operands = {}, Variable* result = nullptr) {
    code_.insns.push_back({op, std::move(operands), result, span_, {}});
  }
  void emitLive() { emit(JitOp::Live); }
  void emitLabel(uint32_t label) { emit(JitOp::Label, {numberOperand(label)}); }

  // Writes blocks as long as control goes on.
  void follow(const Block* block) {
    while (block) {
      auto [entry, isNew] = written_.insert(block);
      if (!isNew) {
        emit(JitOp::Goto, {labelOperand(labelOf(block))});
        return;
      }
      emitLabel(labelOf(block));
      block = writeBlock(*block);
    }
  }

  const Block* writeBlock(const Block& block) {
    BlockCode code = transformer_.transform(block);
    if (block.exitKind == ExitKind::Bool) return writeBranch(block, std::move(code.insns));
    bool handled = code.raises && needsHandlers(block);
    for (Insn& insn : code.insns) {
      bool raising = code.raises && &insn == &code.insns.back();
      write(std::move(insn), raising ? &block : nullptr, handled);
    }
    if (block.exitKind == ExitKind::Switch) return writeSwitch(block);
    return writeLink(*block.exits[0]);
  }

  // `block`: the instruction carries its exception exits.
  void write(Insn insn, const Block* block, bool handled) {
    span_ = insn.span;
    JitOp op = insn.op;
    if (makesGuard(op)) emitLive();
    if (!insn.operands.empty() && insn.operands[0].what == Operand::What::Label) // overflow
      insn.operands[0].number = overflowStub(block);
    code_.insns.push_back(std::move(insn));
    if (!isCall(op)) return;
    emitLive();
    if (block && handled)
      emit(JitOp::CatchException, {labelOperand(stub(Stub::What::Handlers, *block, 1))});
  }

  // Overflow outside of any handler leaves the function: one place of the graph serves all.
  uint32_t overflowStub(const Block* block) {
    if (block) return stub(Stub::What::Overflow, *block, 0);
    if (plainOverflow_ == kNoLabel)
      plainOverflow_ = stub(Stub::What::Overflow, *graph_.startBlock, 1);
    return plainOverflow_;
  }

  static bool passesOn(const Link& link, const flow::FunctionGraph& graph) {
    return link.target == graph.exceptBlock && link.args[0] == Value(link.lastException) &&
           link.args[1] == Value(link.lastExcValue);
  }
  bool needsHandlers(const Block& block) const {
    return std::any_of(block.exits.begin() + 1, block.exits.end(),
                       [&](const Link* link) { return !passesOn(*link, graph_); });
  }

  // ---- Branches

  // Is the branch on the result of the last instruction, and does nothing else use it?
  bool fuses(const Block& block, const std::vector<Insn>& insns) const {
    if (insns.empty() || !insns.back().result) return false;
    Value result = insns.back().result;
    if (transformer_.resolve(block.exitSwitch) != result) return false;
    for (const Link* link : block.exits)
      for (Value arg : link->args)
        if (transformer_.resolve(arg) == result) return false;
    return true;
  }

  static JitOp fused(const Insn& insn) {
    switch (insn.op) {
    case JitOp::IntLt: return JitOp::GotoIfNotIntLt;
    case JitOp::IntLe: return JitOp::GotoIfNotIntLe;
    case JitOp::IntEq: return JitOp::GotoIfNotIntEq;
    case JitOp::IntNe: return JitOp::GotoIfNotIntNe;
    case JitOp::IntGt: return JitOp::GotoIfNotIntGt;
    case JitOp::IntGe: return JitOp::GotoIfNotIntGe;
    case JitOp::IntIsZero: return JitOp::GotoIfNotIntIsZero;
    case JitOp::PtrEq: return JitOp::GotoIfNotPtrEq;
    case JitOp::PtrNe: return JitOp::GotoIfNotPtrNe;
    default: return JitOp::GotoIfNot;
    }
  }

  static bool isNull(const Operand& operand) {
    return operand.value.isConstant() && operand.value.constant()->word == 0;
  }

  const Block* writeBranch(const Block& block, std::vector<Insn> insns) {
    Value condition = transformer_.resolve(block.exitSwitch);
    JitOp op = JitOp::GotoIfNot;
    std::vector<Operand> operands{condition};
    if (fuses(block, insns) && fused(insns.back()) != JitOp::GotoIfNot) {
      op = fused(insns.back());
      operands = std::move(insns.back().operands);
      span_ = insns.back().span;
      insns.pop_back();
    }
    for (Insn& insn : insns) write(std::move(insn), nullptr, false);
    if (condition.isConstant()) return writeLink(*block.exits[condition.constant()->word ? 1 : 0]);
    if ((op == JitOp::GotoIfNotPtrEq || op == JitOp::GotoIfNotPtrNe) && isNull(operands[1])) {
      op = op == JitOp::GotoIfNotPtrEq ? JitOp::GotoIfNotPtrIszero : JitOp::GotoIfNotPtrNonzero;
      operands.pop_back();
    }
    operands.push_back(labelOperand(stub(Stub::What::Link, block, 0)));
    emitLive();
    emit(op, std::move(operands));
    return writeLink(*block.exits[1]);
  }

  const Block* writeSwitch(const Block& block) {
    std::vector<std::pair<int64_t, uint32_t>> cases;
    const Link* otherwise = nullptr;
    for (size_t i = 0; i < block.exits.size(); ++i) {
      const Link& link = *block.exits[i];
      if (link.llExitCase)
        cases.emplace_back(lltype::asInt(link.llExitCase->word), stub(Stub::What::Link, block, i));
      else
        otherwise = &link;
    }
    std::sort(cases.begin(), cases.end());
    std::vector<int64_t> values;
    std::vector<uint32_t> labels;
    for (auto [value, label] : cases) {
      values.push_back(value);
      labels.push_back(label);
    }
    emitLive();
    emit(JitOp::Switch,
         {transformer_.resolve(block.exitSwitch),
          descrOperand(shop_.descrs.newSwitch(std::move(values), std::move(labels)))});
    if (otherwise) return writeLink(*otherwise);
    emit(JitOp::Unreachable);
    return nullptr;
  }

  // ---- Links

  // The block to go on with; null where control ends.
  const Block* writeLink(const Link& link) {
    if (link.target == graph_.returnBlock) {
      writeReturn(link);
      return nullptr;
    }
    if (link.target == graph_.exceptBlock) {
      writeRaise(link);
      return nullptr;
    }
    Insn copies{JitOp::Copies, {}, nullptr, span_, {}};
    for (size_t i = 0; i < link.args.size(); ++i) {
      Variable* input = link.target->inputArgs[i];
      if (!input->type->isVoid())
        copies.copies.emplace_back(input, transformer_.resolve(link.args[i]));
    }
    if (!copies.copies.empty()) code_.insns.push_back(std::move(copies));
    return link.target;
  }

  void writeReturn(const Link& link) {
    char kind = kindOf(*graph_.returnBlock->inputArgs[0]->type);
    if (kind == 'v')
      emit(JitOp::VoidReturn);
    else
      emit(ofKind(JitOp::IntReturn, kind), {transformer_.resolve(link.args[0])});
  }

  void writeRaise(const Link& link) {
    if (passesOn(link, graph_)) {
      emit(JitOp::Reraise);
      return;
    }
    emitLive();
    emit(JitOp::Raise, {transformer_.resolve(link.args[1])});
  }

  // ---- What labels lead to

  void emitStub(const Stub& stub) {
    emitLabel(stub.label);
    switch (stub.what) {
    case Stub::What::Link: follow(writeLink(*stub.block->exits[stub.exit])); return;
    case Stub::What::Handlers: writeHandlers(stub); return;
    case Stub::What::Overflow: writeOverflow(stub); return;
    }
  }

  bool uses(const Link& link, Variable* variable) const {
    return variable && std::ranges::any_of(link.args, [&](Value arg) {
             return transformer_.resolve(arg) == Value(variable);
           });
  }

  void writeHandlers(const Stub& stub) {
    size_t count = stub.block->exits.size();
    while (count > 1 && passesOn(*stub.block->exits[count - 1], graph_)) --count;
    if (stub.exit >= count) {
      emit(JitOp::Reraise);
      return;
    }
    const Link& link = *stub.block->exits[stub.exit];
    uint32_t next = this->stub(Stub::What::Handlers, *stub.block, stub.exit + 1);
    emit(JitOp::GotoIfExceptionMismatch, {Value(link.llExitCase), labelOperand(next)});
    if (!passesOn(link, graph_)) {
      if (uses(link, link.lastException)) emit(JitOp::LastException, {}, link.lastException);
      if (uses(link, link.lastExcValue)) emit(JitOp::LastExcValue, {}, link.lastExcValue);
    }
    follow(writeLink(link));
  }

  // exit 1: without handlers.
  void writeOverflow(const Stub& stub) {
    lltype::TypeTable& types = shop_.heap.types();
    Value instance = shop_.context.newConstant(types.gcRef(), shop_.overflowError);
    lltype::Word vtable = shop_.heap.typeOfObject(shop_.overflowError).structure().vtable();
    int64_t raised = lltype::asPointer<const ClassRange>(vtable)->min;
    for (size_t i = 1; stub.exit == 0 && i < stub.block->exits.size(); ++i) {
      const Link& link = *stub.block->exits[i];
      auto* range = lltype::asPointer<const ClassRange>(link.llExitCase->word);
      if (raised < range->min || raised >= range->max) continue;
      if (passesOn(link, graph_)) break;
      Insn known{JitOp::Copies, {}, nullptr, span_, {}};
      if (uses(link, link.lastException))
        known.copies.emplace_back(link.lastException,
                                  shop_.context.newConstant(link.lastException->type, vtable));
      if (uses(link, link.lastExcValue)) known.copies.emplace_back(link.lastExcValue, instance);
      code_.insns.push_back(std::move(known));
      follow(writeLink(link));
      return;
    }
    emitLive();
    emit(JitOp::Raise, {instance});
  }

  const flow::FunctionGraph& graph_;
  Workshop& shop_;
  Transformer transformer_;
  FlatCode code_;
  SourceSpan span_;
  uint32_t labels_ = 0;
  uint32_t plainOverflow_ = kNoLabel;
  std::unordered_map<const Block*, uint32_t> blockLabels_;
  std::unordered_set<const Block*> written_;
  std::vector<Stub> stubs_;
};

} // namespace

FlatCode flatten(const flow::FunctionGraph& graph, Workshop& workshop) {
  return Flattener(graph, workshop).run();
}

} // namespace tw::pyjitpl
