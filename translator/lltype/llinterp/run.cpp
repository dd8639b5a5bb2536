// The dispatch loop, calls and exceptions.
#include "translator/lltype/llinterp/machine.h"

#include <algorithm>
#include <cstring>

namespace tw::llinterp {

using lltype::asInt;
using lltype::asPointer;
using lltype::fromInt;

namespace {

constexpr size_t kChunkWords = 64 * 1024;

template <class T> Word get(const void* address) {
  T value;
  std::memcpy(&value, address, sizeof value);
  if constexpr (std::is_signed_v<T>) return fromInt(value);
  return value;
}

template <class T> void put(void* address, Word word) {
  T value = static_cast<T>(word);
  std::memcpy(address, &value, sizeof value);
}

Word loadWidth(const void* address, Width width) {
  switch (width) {
  case Width::U8: return get<uint8_t>(address);
  case Width::S8: return get<int8_t>(address);
  case Width::U16: return get<uint16_t>(address);
  case Width::S16: return get<int16_t>(address);
  case Width::U32: return get<uint32_t>(address);
  case Width::S32: return get<int32_t>(address);
  default: return get<uint64_t>(address);
  }
}

void storeWidth(void* address, Width width, Word word) {
  switch (width) {
  case Width::U8:
  case Width::S8: return put<uint8_t>(address, word);
  case Width::U16:
  case Width::S16: return put<uint16_t>(address, word);
  case Width::U32:
  case Width::S32: return put<uint32_t>(address, word);
  default: return put<uint64_t>(address, word);
  }
}

[[noreturn, gnu::noinline]] void fail(const Code& code, const std::string& what) {
  throw InterpreterError(what + " in " + code.graph->name);
}

char* checked(const Code& code, Word pointer) {
  if (pointer < 4096) [[unlikely]]
    fail(code, "null pointer dereference");
  return asPointer<char>(pointer);
}

[[gnu::noinline]] Word foldSite(const Code& code, const Instruction& at, const Word* frame) {
  const FoldSite& site = code.folds[at.imm];
  Word words[3] = {frame[at.a], frame[at.b], frame[at.other]};
  Word result = 0;
  if (!site.folder({{words, site.count}, {site.types, site.count}, site.result}, result))
    fail(code, "undefined result of " + std::string(lltype::llOpInfo(site.op).name));
  return result;
}

uint32_t switchTarget(const JumpTable& table, Word value) {
  auto found = std::ranges::lower_bound(table.cases, value, {}, &std::pair<Word, uint32_t>::first);
  return found != table.cases.end() && found->first == value ? found->second : table.otherwise;
}

} // namespace

Machine::Machine(lltype::Heap& heap, Options options) : heap_(heap), options_(std::move(options)) {}

const Code& Machine::codeOf(const flow::FunctionGraph& graph) {
  auto& code = codes_[&graph];
  if (!code) code = decode(graph, heap_);
  return *code;
}

Word* Machine::pushFrame(const Code& code) {
  if (chunks_.empty() || used_ + code.frameSize > kChunkWords) {
    if (!chunks_.empty()) ++chunk_;
    if (code.frameSize > kChunkWords) fail(code, "frame too large");
    if (chunk_ == chunks_.size()) chunks_.push_back(std::make_unique<Word[]>(kChunkWords));
    used_ = 0;
  }
  Word* frame = chunks_[chunk_].get() + used_;
  used_ += code.frameSize;
  std::ranges::copy(code.constants, frame);
  return frame;
}

Word Machine::callGraph(const Code& code, const Word* args, uint32_t count) {
  if (count != code.inputs.size()) fail(code, "wrong number of arguments");
  size_t chunk = chunk_, used = used_;
  Word* frame = pushFrame(code);
  for (uint32_t i = 0; i < count; ++i) frame[code.inputs[i]] = args[i];
  Word result = 0;
  if (++depth_ > options_.maxDepth)
    raise(options_.exceptions.stackOverflow, "StackOverflow");
  else
    result = run(code, frame);
  --depth_;
  chunk_ = chunk;
  used_ = used;
  return result;
}

Word Machine::callNative(const lltype::ExternalFunction& external, std::span<const Word> args) {
  if (!external.native)
    throw InterpreterError("external function " + external.cName + " has no native");
  lltype::NativeCall call{heap_,
                          args,
                          0,
                          0,
                          options_.output,
                          [this](const lltype::FunctionContainer& callee,
                                 std::span<const Word> given) { return callBack(callee, given); }};
  Word result = 0;
  try {
    result = external.native(call);
  } catch (const std::runtime_error& error) { // no such function, code that C refuses
    throw InterpreterError(external.cName + ": " + error.what());
  }
  excType_ = call.excType;
  excValue_ = call.excValue;
  return result;
}

// An exception that leaves the function ends the program: C cannot carry it on.
Word Machine::callBack(const lltype::FunctionContainer& callee, std::span<const Word> args) {
  if (!callee.graph) throw InterpreterError("function " + callee.name + " has no graph");
  Word result = callGraph(codeOf(*callee.graph), args.data(), static_cast<uint32_t>(args.size()));
  if (excType_) throw InterpreterError("an exception leaves a function that C has called");
  return result;
}

Word Machine::callFunction(const lltype::FunctionContainer& callee, const Word* frame,
                           const uint32_t* operands, uint32_t count) {
  Word inlineArgs[8];
  std::vector<Word> manyArgs;
  Word* args = inlineArgs;
  if (count > 8) {
    manyArgs.resize(count);
    args = manyArgs.data();
  }
  for (uint32_t i = 0; i < count; ++i) args[i] = frame[operands[i]];
  if (callee.graph) return callGraph(codeOf(*callee.graph), args, count);
  if (callee.external) return callNative(*callee.external, {args, count});
  throw InterpreterError("function " + callee.name + " has no graph");
}

Word Machine::allocate(const Instruction& at, Word length) {
  const auto& type = *asPointer<const lltype::Type>(at.imm);
  if (asInt(length) < 0 || length > (uint64_t{1} << 32)) {
    raise(options_.exceptions.memoryError, "MemoryError");
    return 0;
  }
  void* made = at.b ? heap_.mallocRawContainer(type, length, at.b == 2)
                    : heap_.mallocTransient(type, length);
  return lltype::fromPointer(made);
}

void Machine::raise(Word instance, const char* what) {
  if (!instance) throw InterpreterError(std::string("the program has no ") + what);
  excValue_ = instance;
  excType_ = heap_.typeOfObject(instance).structure().vtable();
}

// A vtable starts with subclassrange_min and subclassrange_max: the classes
// below it have their min in that range.
bool Machine::matches(Word vtable) const {
  if (excType_ == vtable) return true;
  const auto* wanted = asPointer<const int64_t>(vtable);
  int64_t raised = *asPointer<const int64_t>(excType_);
  return wanted[0] <= raised && raised < wanted[1];
}

Outcome Machine::call(const flow::FunctionGraph& graph, std::span<const Word> args) {
  excType_ = excValue_ = 0;
  depth_ = 0;
  chunk_ = used_ = 0;
  Word value = callGraph(codeOf(graph), args.data(), static_cast<uint32_t>(args.size()));
  return {excType_ ? 0 : value, excType_, excValue_};
}

Word Machine::run(const Code& code, Word* f) {
  const Instruction* base = code.instructions.data();
  const Instruction* at = base;
  auto overflow = [&](bool happened) {
    if (happened) raise(options_.exceptions.overflowError, "OverflowError");
  };
  auto place = [&](Word offset) { return checked(code, f[at->a]) + at->imm + offset; };
  auto item = [&] { return place(f[at->b] * at->other); };
  for (;;) {
    switch (at->what) {
    case Do::Jump: at = base + at->other; continue;
    case Do::JumpIf: at = f[at->a] ? base + at->other : at + 1; continue;
    case Do::JumpIfNot: at = f[at->a] ? at + 1 : base + at->other; continue;
    case Do::Switch: at = base + switchTarget(code.tables[at->imm], f[at->a]); continue;
    case Do::Return: return f[at->a];
    case Do::Raise:
      excType_ = f[at->a];
      excValue_ = f[at->b];
      return 0;
    case Do::Propagate: return 0;
    case Do::Catch:
      if (!matches(at->imm)) {
        at = base + at->other;
        continue;
      }
      f[at->dst] = excType_;
      f[at->b] = excValue_;
      excType_ = excValue_ = 0;
      break;
    case Do::Stop: fail(code, code.messages[at->imm]);
    case Do::Move: f[at->dst] = f[at->a]; break;
    case Do::IntAdd: f[at->dst] = f[at->a] + f[at->b]; break;
    case Do::IntSub: f[at->dst] = f[at->a] - f[at->b]; break;
    case Do::IntMul: f[at->dst] = f[at->a] * f[at->b]; break;
    case Do::IntAnd: f[at->dst] = f[at->a] & f[at->b]; break;
    case Do::IntOr: f[at->dst] = f[at->a] | f[at->b]; break;
    case Do::IntXor: f[at->dst] = f[at->a] ^ f[at->b]; break;
    case Do::IntLt: f[at->dst] = asInt(f[at->a]) < asInt(f[at->b]); break;
    case Do::IntLe: f[at->dst] = asInt(f[at->a]) <= asInt(f[at->b]); break;
    case Do::IntGt: f[at->dst] = asInt(f[at->a]) > asInt(f[at->b]); break;
    case Do::IntGe: f[at->dst] = asInt(f[at->a]) >= asInt(f[at->b]); break;
    case Do::Equal: f[at->dst] = f[at->a] == f[at->b]; break;
    case Do::NotEqual: f[at->dst] = f[at->a] != f[at->b]; break;
    case Do::UintLt: f[at->dst] = f[at->a] < f[at->b]; break;
    case Do::UintGe: f[at->dst] = f[at->a] >= f[at->b]; break;
    case Do::IsTrue: f[at->dst] = f[at->a] != 0; break;
    case Do::IsFalse: f[at->dst] = f[at->a] == 0; break;
    case Do::AddOvf: {
      int64_t result;
      overflow(__builtin_add_overflow(asInt(f[at->a]), asInt(f[at->b]), &result));
      f[at->dst] = fromInt(result);
      break;
    }
    case Do::SubOvf: {
      int64_t result;
      overflow(__builtin_sub_overflow(asInt(f[at->a]), asInt(f[at->b]), &result));
      f[at->dst] = fromInt(result);
      break;
    }
    case Do::MulOvf: {
      int64_t result;
      overflow(__builtin_mul_overflow(asInt(f[at->a]), asInt(f[at->b]), &result));
      f[at->dst] = fromInt(result);
      break;
    }
    case Do::Fold: f[at->dst] = foldSite(code, *at, f); break;
    case Do::Load: f[at->dst] = loadWidth(place(0), at->width); break;
    case Do::Store: storeWidth(place(0), at->width, f[at->b]); break;
    case Do::LoadItem: f[at->dst] = loadWidth(item(), at->width); break;
    case Do::StoreItem: storeWidth(item(), at->width, f[at->dst]); break;
    case Do::Offset: f[at->dst] = lltype::fromPointer(place(0)); break;
    case Do::OffsetItem: f[at->dst] = lltype::fromPointer(item()); break;
    case Do::CheckIndex:
      if (f[at->b] >= loadWidth(place(0), Width::W64)) fail(code, "index out of range");
      break;
    case Do::CheckBound:
      if (f[at->b] >= at->imm) fail(code, "index out of range");
      break;
    case Do::Malloc: f[at->dst] = allocate(*at, f[at->a]); break;
    case Do::Call:
      f[at->dst] = callFunction(*asPointer<lltype::FunctionContainer>(at->imm), f,
                                code.operands.data() + at->a, at->b);
      break;
    case Do::CallIndirect:
      checked(code, f[at->other]);
      if (!heap_.find(f[at->other]))
        throw InterpreterError(
            "a function outside of the program is called by its address; that needs translation");
      f[at->dst] = callFunction(lltype::Heap::functionAt(f[at->other]), f,
                                code.operands.data() + at->a, at->b);
      break;
    case Do::Service: {
      std::vector<Word> args;
      for (uint32_t i = 0; i < at->b; ++i) args.push_back(f[code.operands[at->a + i]]);
      f[at->dst] = service(code.services[at->imm], args);
      break;
    }
    }
    if (excType_) [[unlikely]] {
      if (at->handler == kNoHandler) return 0;
      at = base + at->handler;
      continue;
    }
    ++at;
  }
}

Interpreter::Interpreter(lltype::Heap& heap, Options options)
    : machine_(std::make_unique<Machine>(heap, std::move(options))) {}

Interpreter::~Interpreter() = default;

Outcome Interpreter::call(flow::FunctionGraph& graph, std::span<const Word> args) {
  return machine_->call(graph, args);
}

} // namespace tw::llinterp
