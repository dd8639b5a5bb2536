// Random traces.
#include "tests/unit/jit_backend/generator.h"

#include "jit/trace/evaluate.h"

#include <algorithm>
#include <string>

namespace tw::jit::testing {

World makeWorld(uint32_t seed) {
  resetHeap();
  std::mt19937 random(seed);
  World world;
  for (int index = 0; index < 6; ++index) {
    Node* node = newNode();
    node->number = int64_t(random() % 1000) - 500;
    node->real = double(int(random() % 1000) - 500) / 8;
    node->small = int32_t(random());
    node->letter = uint8_t(random());
    node->medium = int16_t(random());
    world.nodes.push_back(node);
  }
  world.ints = newArray<int64_t>(8);
  world.floats = newArray<double>(8);
  world.refs = newArray<Node*>(8);
  for (int index = 0; index < 8; ++index) {
    world.ints->items[index] = int64_t(random() % 100);
    world.floats->items[index] = double(random() % 100) / 4;
    world.refs->items[index] = world.nodes[random() % 6];
  }
  for (Node* node : world.nodes) {
    node->next = world.nodes[random() % 6];
    setRemember(node, random() % 2);
  }
  setRemember(world.refs, random() % 2);
  if (random() % 2) shortenNursery(random() % 512);
  return world;
}

void TraceGenerator::start(CompiledCode& code, Trace* trace) {
  trace_ = trace;
  code_ = &code;
  trace->clear();
  ints_.clear();
  floats_.clear();
  nodes_.clear();
}

Operand TraceGenerator::anInt() {
  switch (below(12)) {
  case 0: return trace_->constInt(int64_t(below(7)) - 3);
  case 1: return trace_->constInt(int64_t(uint64_t(random_()) << 32 | random_()));
  default: return pick(ints_);
  }
}

Operand TraceGenerator::aFloat() {
  return below(8) == 0 ? trace_->constFloat(double(below(9)) / 2 - 1) : pick(floats_);
}

Operand TraceGenerator::index() {
  if (below(2)) return trace_->constInt(below(8));
  return trace_->add(Op::IntAnd, {pick(ints_), trace_->constInt(7)});
}

void TraceGenerator::loop(CompiledCode& code, Trace* trace) {
  start(code, trace);
  counter_ = trace->addInput(Kind::Int);
  for (uint32_t count = 1 + below(6); count > 0; --count)
    ints_.push_back(trace->addInput(Kind::Int));
  for (uint32_t count = 1 + below(4); count > 0; --count)
    nodes_.push_back(trace->addInput(Kind::Ref));
  intArray_ = trace->addInput(Kind::Ref);
  floatArray_ = trace->addInput(Kind::Ref);
  refArray_ = trace->addInput(Kind::Ref);
  for (uint32_t count = 1 + below(4); count > 0; --count)
    floats_.push_back(trace->addInput(Kind::Float));
  operations(below(20));
  code.targets.push_back(std::make_unique<LoopTarget>());
  LoopTarget& top = *code.targets.back();
  top.token = code.token;
  label(top);
  countDown();
  operations(5 + below(60));
  jump(top);
}

void TraceGenerator::bridge(const Guard& from, LoopTarget& top, CompiledCode& code, Trace* trace) {
  start(code, trace);
  uint32_t position = 0;
  for (const ExitLocation& exit : from.exits()) {
    if (exit.kind == Kind::Void) continue;
    const Operand input = trace->addInput(exit.kind);
    switch (position++) {
    case 0: counter_ = input; break;
    case 1: intArray_ = input; break;
    case 2: floatArray_ = input; break;
    case 3: refArray_ = input; break;
    default:
      (exit.kind == Kind::Int     ? ints_
       : exit.kind == Kind::Float ? floats_
                                  : nodes_)
          .push_back(input);
    }
  }
  if (ints_.empty()) ints_.push_back(counter_);
  if (floats_.empty()) floats_.push_back(trace->add(Op::CastIntToFloat, {counter_}));
  if (nodes_.empty()) nodes_.push_back(trace->constRef(world_.nodes[0]));
  operations(below(30));
  if (below(4) == 0) {
    trace->add(Op::Finish, {pick(ints_)}, kNone, exit(GuardKind::DoneWithFrame, false));
    return;
  }
  countDown();
  jump(top);
}

std::vector<int64_t> TraceGenerator::arguments(const Trace& loop) {
  std::vector<int64_t> words{int64_t(1 + below(20))};
  uint32_t arrays = 0, refs = 0;
  for (uint32_t input = 1; input < loop.inputCount; ++input)
    refs += loop.kindOf(Operand::result(input)) == Kind::Ref;
  for (uint32_t input = 1; input < loop.inputCount; ++input) {
    switch (loop.kindOf(Operand::result(input))) {
    case Kind::Int: words.push_back(int64_t(below(64)) - 20); break;
    case Kind::Float: words.push_back(meaning::floatBits(double(below(64)) / 4 - 3)); break;
    default:
      if (refs-- > 3) {
        words.push_back(reinterpret_cast<int64_t>(world_.nodes[below(6)]));
        break;
      }
      const void* array[] = {world_.ints, world_.floats, world_.refs};
      words.push_back(reinterpret_cast<int64_t>(array[arrays++]));
    }
  }
  return words;
}

void TraceGenerator::operations(uint32_t count) {
  for (; count > 0; --count) operation();
}

void TraceGenerator::operation() {
  switch (below(16)) {
  case 0: return divide();
  case 1: return overflow();
  case 2:
  case 3:
  case 4: return memory();
  case 5:
  case 6: return object();
  case 7: return call();
  case 8:
  case 9:
  case 10: return condition();
  default: return pure();
  }
}

void TraceGenerator::pure() {
  Op op;
  const OpInfo* info;
  const auto unusable = [&] {
    if (info->category != Category::Pure) return true;
    switch (op) {
    case Op::IntFloorDiv:
    case Op::IntMod:
    case Op::UintFloorDiv:
    case Op::UintMod:
    case Op::IntSignext:
    // These show the bits of a NaN, which are not defined.
    case Op::ConvertFloatBytesToLongLong:
    case Op::CastFloatToSingleFloat: return true;
    default: return false;
    }
  };
  do {
    op = Op(below(uint32_t(Op::Count)));
    info = &opInfo(op);
  } while (unusable());
  std::vector<Operand> operands;
  for (const char* letter = info->operands; *letter; ++letter)
    operands.push_back(*letter == 'i' ? anInt() : *letter == 'f' ? aFloat() : pick(nodes_));
  const Operand result = trace_->add(op, operands);
  if (info->result == Kind::Int)
    ints_.push_back(result);
  else if (info->result == Kind::Float)
    floats_.push_back(result);
  else
    nodes_.push_back(result);
}

void TraceGenerator::divide() {
  static constexpr Op kDivisions[] = {Op::IntFloorDiv, Op::IntMod, Op::UintFloorDiv, Op::UintMod};
  const Operand low = trace_->add(Op::IntAnd, {pick(ints_), trace_->constInt(30)});
  const Operand divisor = trace_->add(Op::IntOr, {low, trace_->constInt(1)});
  ints_.push_back(trace_->add(kDivisions[below(4)], {anInt(), divisor}));
  const int64_t bytes[] = {1, 2, 4, 3};
  ints_.push_back(trace_->add(Op::IntSignext, {anInt(), trace_->constInt(bytes[below(4)])}));
}

void TraceGenerator::overflow() {
  static constexpr Op kOperations[] = {Op::IntAddOvf, Op::IntSubOvf, Op::IntMulOvf};
  const Operand result = trace_->add(kOperations[below(3)], {anInt(), anInt()});
  guard(below(3) ? Op::GuardNoOverflow : Op::GuardOverflow, {});
  ints_.push_back(result);
}

void TraceGenerator::memory() {
  const auto field = [](const char* name) { return descrByName(name); };
  static constexpr const char* kIntFields[] = {"Node.number", "Node.small", "Node.letter",
                                               "Node.medium"};
  switch (below(12)) {
  case 0:
  case 1:
    ints_.push_back(trace_->add(Op::GetFieldGcI, {pick(nodes_)}, field(kIntFields[below(4)])));
    break;
  case 2:
    floats_.push_back(trace_->add(Op::GetFieldGcF, {pick(nodes_)}, field("Node.real")));
    break;
  case 3: trace_->add(Op::SetFieldGc, {pick(nodes_), anInt()}, field(kIntFields[below(4)])); break;
  case 4: trace_->add(Op::SetFieldGc, {pick(nodes_), aFloat()}, field("Node.real")); break;
  case 5:
    ints_.push_back(trace_->add(Op::GetArrayItemGcI, {intArray_, index()}, field("[i]")));
    break;
  case 6: trace_->add(Op::SetArrayItemGc, {intArray_, index(), anInt()}, field("[i]")); break;
  case 7:
    floats_.push_back(trace_->add(Op::GetArrayItemGcF, {floatArray_, index()}, field("[f]")));
    break;
  case 8: trace_->add(Op::SetArrayItemGc, {floatArray_, index(), aFloat()}, field("[f]")); break;
  case 9:
    ints_.push_back(trace_->add(Op::GcLoadIndexedI,
                                {intArray_, index(), trace_->constInt(8), trace_->constInt(16),
                                 trace_->constInt(below(2) ? 4 : -2)}));
    break;
  case 10: ints_.push_back(trace_->add(Op::ArrayLenGc, {refArray_}, field("[r]"))); break;
  default: ints_.push_back(trace_->add(Op::CastPtrToInt, {pick(nodes_)}));
  }
}

// Nodes never hold null, nor does the array.
void TraceGenerator::object() {
  const uint32_t next = descrByName("Node.next"), refs = descrByName("[r]");
  switch (below(7)) {
  case 0: {
    for (uint32_t count = 1 + below(3); count > 0; --count) {
      const Operand made = trace_->add(Op::NewWithVtable, {}, descrByName("Node"));
      trace_->add(Op::SetFieldGc, {made, pick(nodes_)}, next);
      nodes_.push_back(made);
    }
    break;
  }
  case 1: trace_->add(Op::SetFieldGc, {pick(nodes_), pick(nodes_)}, next); break;
  case 2: trace_->add(Op::SetArrayItemGc, {refArray_, index(), pick(nodes_)}, refs); break;
  case 3: nodes_.push_back(trace_->add(Op::GetArrayItemGcR, {refArray_, index()}, refs)); break;
  case 4: nodes_.push_back(trace_->constRef(world_.nodes[below(6)])); break;
  case 5: {
    const Operand length = below(2) ? trace_->constInt(below(5)) : index();
    const Operand made = trace_->add(Op::NewArray, {length}, descrByName("[i]"));
    ints_.push_back(trace_->add(Op::ArrayLenGc, {made}, descrByName("[i]")));
    break;
  }
  default: nodes_.push_back(trace_->add(Op::GetFieldGcR, {pick(nodes_)}, next));
  }
}

void TraceGenerator::call() {
  const auto function = [this](const char* name) { return trace_->constInt(addressByName(name)); };
  switch (below(6)) {
  case 0:
    ints_.push_back(
        trace_->add(Op::CallI, {function("addTwo"), anInt(), anInt()}, descrByName("ii>i")));
    break;
  case 1:
    floats_.push_back(trace_->add(Op::CallF,
                                  {function("mixed"), anInt(), aFloat(), anInt(), aFloat()},
                                  descrByName("ifif>f")));
    break;
  case 2:
    nodes_.push_back(
        trace_->add(Op::CallR, {function("nextOf"), pick(nodes_)}, descrByName("r>r")));
    break;
  case 3:
    ints_.push_back(trace_->add(
        Op::CallI,
        {function("many"), anInt(), anInt(), anInt(), anInt(), anInt(), anInt(), anInt(), anInt()},
        descrByName("iiiiiiii>i")));
    break;
  case 4:
    trace_->add(Op::CondCallN, {pick(ints_), function("square"), anInt()}, descrByName("i>i"));
    break;
  default:
    ints_.push_back(trace_->add(Op::CondCallValueI,
                                {pick(ints_), function("addTwo"), anInt(), anInt()},
                                descrByName("ii>i")));
  }
}

void TraceGenerator::condition() {
  switch (below(8)) {
  case 0:
    return guard(Op::GuardClass, {pick(nodes_), trace_->constInt(addressByName("NodeClass"))});
  case 1: return guard(Op::GuardValue, {pick(ints_), trace_->constInt(int64_t(below(5)))});
  case 2: return guard(Op::GuardNonNull, {pick(nodes_)});
  case 3: return guard(Op::GuardNotInvalidated, {});
  default: {
    static constexpr Op kTests[] = {Op::IntLt,   Op::IntGe,   Op::IntEq, Op::UintLt,
                                    Op::FloatLt, Op::FloatEq, Op::PtrEq, Op::IntIsTrue,
                                    Op::FloatNe, Op::FloatGe};
    const Op op = kTests[below(std::size(kTests))];
    std::vector<Operand> operands;
    for (const char* letter = opInfo(op).operands; *letter; ++letter)
      operands.push_back(*letter == 'i' ? anInt() : *letter == 'f' ? aFloat() : pick(nodes_));
    const Operand result = trace_->add(op, operands);
    if (below(4) == 0) ints_.push_back(result);
    guard(below(2) ? Op::GuardTrue : Op::GuardFalse, {result});
  }
  }
}

uint32_t TraceGenerator::exit(GuardKind kind, bool withValues) {
  code_->guards.push_back(std::make_unique<Guard>(code_));
  Guard* guard = code_->guards.back().get();
  guard->kind = kind;
  const auto first = uint32_t(trace_->exitValues.size());
  if (withValues) {
    auto& values = trace_->exitValues;
    for (const Operand operand : {counter_, intArray_, floatArray_, refArray_})
      values.push_back(operand);
    for (uint32_t count = below(12); count > 0; --count) {
      switch (below(7)) {
      case 0: values.push_back({}); break;
      case 1: values.push_back(anInt()); break;
      case 2:
      case 3: values.push_back(pick(floats_)); break;
      case 4: values.push_back(pick(nodes_)); break;
      default: values.push_back(pick(ints_));
      }
    }
  }
  trace_->exits.push_back({guard, first, uint32_t(trace_->exitValues.size()) - first});
  return uint32_t(trace_->exits.size() - 1);
}

void TraceGenerator::guard(Op op, std::initializer_list<Operand> operands) {
  trace_->add(op, operands, kNone, exit(GuardKind::Resume, true));
  code_->guards.back()->op = op;
}

void TraceGenerator::countDown() {
  const Operand less = trace_->add(Op::IntSub, {counter_, trace_->constInt(1)});
  const Operand positive = trace_->add(Op::IntGt, {less, trace_->constInt(0)});
  counter_ = less;
  trace_->add(Op::GuardTrue, {positive}, kNone, exit(GuardKind::Resume, true));
}

// From here on, only these can be used.
void TraceGenerator::label(LoopTarget& target) {
  const auto results = [](std::vector<Operand>& list, size_t most) {
    std::erase_if(list, [](Operand operand) { return !operand.isResult(); });
    std::sort(list.begin(), list.end(), [](Operand a, Operand b) { return a.index() < b.index(); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (list.size() > most) list.erase(list.begin(), list.end() - long(most));
  };
  results(ints_, 12);
  results(floats_, 10);
  results(nodes_, 6);
  std::vector<Operand> carried{counter_, intArray_, floatArray_, refArray_};
  for (const auto* list : {&ints_, &floats_, &nodes_})
    carried.insert(carried.end(), list->begin(), list->end());
  for (const Operand operand : carried) target.kinds.push_back(trace_->kindOf(operand));
  trace_->targets.push_back(&target);
  trace_->add(Op::Label, carried, kNone, uint32_t(trace_->targets.size() - 1));
}

void TraceGenerator::jump(LoopTarget& target) {
  std::vector<Operand> next{counter_, intArray_, floatArray_, refArray_};
  for (size_t index = 4; index < target.kinds.size(); ++index)
    next.push_back(target.kinds[index] == Kind::Int     ? anInt()
                   : target.kinds[index] == Kind::Float ? aFloat()
                                                        : pick(nodes_));
  trace_->targets.push_back(&target);
  trace_->add(Op::Jump, next, kNone, uint32_t(trace_->targets.size() - 1));
}

} // namespace tw::jit::testing
