// The tables of the program, its functions, and the assembler of jitcode.
#include "tests/unit/jit_metainterp/program.h"

#include "jit/backend/backend.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstddef>
#include <map>
#include <sstream>

namespace tw::jit::testing {

std::function<int64_t(int64_t, int64_t)> onCall;

namespace {

struct InstanceRecord {
  tw_type type;
  tw_vtable_head vtable;
};
struct Records {
  InstanceRecord unused, node, frame;
  tw_type stack;
};

std::vector<char> heap;
Portal portalFunction;

} // namespace
} // namespace tw::jit::testing

using namespace tw::jit;
using namespace tw::jit::testing;

extern "C" {
struct TypeBlob {
  Records records;
};
extern const TypeBlob typeBlob __asm__("tw_types");
const TypeBlob typeBlob = {{
    {{TW_TYPE_INSTANCE, 16, 0, 0, 0, 0, 0, 0, nullptr}, {0, 0}},
    {{TW_TYPE_INSTANCE, sizeof(Node), 0, 0, 0, 0, 1, 0, nullptr}, {10, 20}},
    {{TW_TYPE_INSTANCE, sizeof(VFrame), 0, 0, 0, 0, 2, 0, nullptr}, {20, 30}},
    {TW_TYPE_VARSIZE, 16, 8, 8, 0, 0, 3, 0, nullptr},
}};
const u64 tw_types_size = sizeof(TypeBlob);
struct tw_exception tw_exc;
struct tw_nursery tw_nursery;
struct tw_stack tw_stack = {nullptr, 768 << 10, nullptr};
Unsigned tw_debug_enabled;

tw_bool tw_stack_slow(char*) { return false; }
void* tw_gc_malloc_slow(u64, u64) { return nullptr; }
void* tw_gc_malloc_var_slow(u64, u64, u64, u64, i64) { return nullptr; }
void* tw_gc_malloc_finalizer(u64, u64) { return nullptr; }
void tw_gc_remember(void*) {}
void tw_gc_remember_item(void*, i64) {}
Signed tw_gc_identityhash(void* object) { return Signed(object) >> 4; }
Signed tw_hash_bytes(const void*, Signed length) { return length + 1; }
Signed tw_hash_unicode(const u32*, Signed length) { return length + 1; }
void tw_raise_standard(enum tw_standard) { tw_fatal("a standard exception in a test"); }
tw_bool tw_gc_can_move(void*) { return false; }
void tw_gc_survive_marking(void*) {}
__attribute__((no_sanitize("address"))) void
tw_gc_for_each_stack_word(void (*visit)(u64 word, void* context), void* context) {
  pthread_attr_t attributes;
  pthread_getattr_np(pthread_self(), &attributes);
  void* base;
  size_t size;
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  const u64* const end = reinterpret_cast<u64*>(static_cast<char*>(base) + size);
  for (const u64* word = static_cast<u64*>(__builtin_frame_address(0)); word < end; ++word)
    visit(*word, context);
}
void tw_gc_add_root_tracer(tw_gc_tracer, void*) {}
tw_bool tw_have_debug_prints_for(const char*) { return false; }
Signed tw_debug_start(const char*, tw_bool) { return 0; }
Signed tw_debug_stop(const char*, tw_bool) { return 0; }
void tw_debug_print_begin(void) {}
void tw_debug_print_text(const char*, Signed) {}
void tw_debug_print_end(void) {}
void tw_fatal(const char* message) {
  std::fprintf(stderr, "%s\n", message);
  std::abort();
}
}

namespace tw::jit::testing {
namespace {

constexpr u64 kNodeId = offsetof(Records, node), kFrameId = offsetof(Records, frame),
              kStackId = offsetof(Records, stack);

// ---- Functions and their trampolines
int64_t callII(int64_t a, int64_t b) { return onCall(a, b); }
int64_t callRaise(int64_t a) {
  if (a >= 0) return a;
  setException(Word(prebuiltError()));
  return 0;
}
int64_t callForce(VFrame* frame) {
  if (onCall && !onCall(0, 0)) return 0;
  tw_jit_force_virtualizable(0, frame);
  return frame->top;
}
void trampolineII(void* f, const i64* a, i64* r) {
  *r = reinterpret_cast<int64_t (*)(int64_t, int64_t)>(f)(a[0], a[1]);
}
void trampolineI(void* f, const i64* a, i64* r) {
  *r = reinterpret_cast<int64_t (*)(int64_t)>(f)(a[0]);
}
int64_t runnerOf(const int64_t* values);
// The portal and its runner take the words themselves; machine code calls them by this signature.
int64_t runner3(int64_t a, int64_t b, int64_t c) {
  const int64_t values[] = {a, b, c};
  return runnerOf(values);
}
void trampolinePortal(void*, const i64* a, i64* r) { *r = runnerOf(a); }

// ---- Tables
tw_jit_descr descrs[kDescrCount];
tw_jit_effect effects[8];
uint32_t fieldList[16];
const tw_jitcode* jitcodePointers[16];
tw_jitcode jitcodes[16];
uint8_t liveness[1 << 14];
size_t livenessUsed;
tw_jit_driver drivers[1];
tw_jit_virtualizable virtualizables[1];
const uint32_t staticFields[] = {kFrameTop}, arrayFields[] = {kFrameStack},
               arrays[] = {kStackArray};
const i64 switchValues[] = {1, 5};
uint32_t switchLabels[2];

struct JitcodeMemory {
  std::vector<uint16_t> code;
  std::vector<i64> ints;
  std::vector<void*> refs;
};
JitcodeMemory memory[16];

void field(uint32_t index, const char* name, char kind, size_t offset, uint32_t parent,
           u32 flags = 0) {
  tw_jit_descr& d = descrs[index];
  d = {};
  d.what = TW_DESCR_FIELD;
  d.kind = u8(kind);
  d.width = 8;
  d.name = name;
  d.flags = flags | (kind == 'i' ? u32(TW_FIELD_SIGNED) : 0u);
  d.field.offset = u32(offset);
  d.field.parent = parent;
}
void size(uint32_t index, const char* name, u64 id, size_t bytes, const void* vtable,
          uint32_t first, uint32_t count) {
  tw_jit_descr& d = descrs[index];
  d = {};
  d.what = TW_DESCR_SIZE;
  d.name = name;
  d.flags = TW_SIZE_INSTANCE;
  d.size = {id, vtable, u32(bytes), first, count};
}
void call(uint32_t index, const char* arguments, char result, uint32_t effect,
          void (*trampoline)(void*, const i64*, i64*)) {
  tw_jit_descr& d = descrs[index];
  d = {};
  d.what = TW_DESCR_CALL;
  d.name = "call";
  d.kind = u8(result);
  d.width = 8;
  d.flags = TW_FIELD_SIGNED;
  d.call.arguments = arguments;
  d.call.trampoline = trampoline;
  d.call.effect = effect;
}

void makeTables() {
  field(kNodeNumber, "Node.number", 'i', offsetof(Node, number), kNodeSize);
  field(kNodeNext, "Node.next", 'r', offsetof(Node, next), kNodeSize);
  field(kNodeReal, "Node.real", 'f', offsetof(Node, real), kNodeSize);
  field(kFrameToken, "Frame.token", 'i', offsetof(VFrame, token), kFrameSize, TW_FIELD_VABLE_TOKEN);
  field(kFrameTop, "Frame.top", 'i', offsetof(VFrame, top), kFrameSize);
  field(kFrameStack, "Frame.stack", 'r', offsetof(VFrame, stack), kFrameSize);
  for (uint32_t index = 0; index < 3; ++index) {
    descrs[kNodeNumber + index].field.index = fieldList[index] = index;
    fieldList[3 + index] = kFrameToken + index;
    descrs[kFrameToken + index].field.index = index;
  }
  size(kNodeSize, "Node", kNodeId, sizeof(Node), &typeBlob.records.node.vtable, 0, 3);
  size(kFrameSize, "Frame", kFrameId, sizeof(VFrame), &typeBlob.records.frame.vtable, 3, 3);
  tw_jit_descr& stack = descrs[kStackArray];
  stack = {};
  stack.what = TW_DESCR_ARRAY;
  stack.kind = 'i';
  stack.width = 8;
  stack.name = "Stack";
  stack.flags = TW_FIELD_SIGNED;
  stack.array = {kStackId, 16, 8, 8, 0, 0};
  call(kCallII, "ii", 'i', kCannotRaise, trampolineII);
  call(kCallPure, "ii", 'i', kElidable, trampolineII);
  call(kCallRaise, "i", 'i', kCanRaise, trampolineI);
  call(kCallForce, "r", 'i', kForces, trampolineI);
  tw_jit_descr& table = descrs[kSwitch];
  table = {};
  table.what = TW_DESCR_SWITCH;
  table.name = "switch";
  table.select = {switchValues, switchLabels, 2};
  effects[kCannotRaise].extra = TW_EFFECT_CANNOT_RAISE;
  effects[kCanRaise].extra = TW_EFFECT_CAN_RAISE;
  effects[kForces].extra = TW_EFFECT_FORCES;
  effects[kElidable].extra = TW_EFFECT_ELIDABLE_CANNOT_RAISE;
  virtualizables[0] = {kFrameSize, kFrameToken, 1, 1, staticFields, arrayFields, arrays};
}

int64_t runnerOf(const int64_t* given) {
  const tw_jit_driver& driver = drivers[0];
  const size_t count = greenCount(driver) + redCount(driver);
  std::vector<int64_t> values(given, given + count);
  int64_t result = 0;
  bool left = tw_jit_enter_function(0, values.data()) != 0;
  for (;;) {
    if (!left) {
      result = portalFunction(values.data());
      if (tw_exc.type != &tw_jit_exit_exception) return result;
      tw_exc = {};
    }
    left = false;
    if (tw_jit_exit.kind == TW_EXIT_EXCEPTION) setException(tw_jit_exit.result);
    if (tw_jit_exit.kind != TW_EXIT_CONTINUE) return tw_jit_exit.result;
    values.assign(tw_jit_exit.values, tw_jit_exit.values + count);
  }
}

} // namespace

int64_t classOfNode() { return int64_t(&typeBlob.records.node.vtable); }
Node* prebuiltError() {
  static Node error = {{kNodeId | TW_PREBUILT_FLAGS}, 77, nullptr, 0};
  return &error;
}
Node* newNode(int64_t number, Node* next) {
  auto* node = reinterpret_cast<Node*>(newObject(descrs[kNodeSize]));
  node->number = number;
  node->next = next;
  return node;
}
VFrame* newFrame(int64_t length) {
  auto* frame = reinterpret_cast<VFrame*>(newObject(descrs[kFrameSize]));
  frame->stack = reinterpret_cast<Stack*>(newArray(descrs[kStackArray], length));
  return frame;
}
int64_t functionII() { return int64_t(callII); }
int64_t functionRaise() { return int64_t(callRaise); }
int64_t functionForce() { return int64_t(callForce); }

int64_t leavePortal() {
  tw_exc.type = const_cast<Signed*>(tw_jit_exit_exception);
  return 0;
}
int64_t runPortal(std::vector<int64_t> values) { return runnerOf(values.data()); }

void declareDriver(const char* greens, const char* reds, char result, Portal portal,
                   bool virtualizable, uint8_t flags) {
  static std::string kinds;
  kinds = std::string(greens) + reds;
  call(kCallPortal, kinds.c_str(), result, kForces, trampolinePortal);
  tw_jit_driver& driver = drivers[0];
  driver = {};
  driver.name = "driver";
  driver.greens = driver.green_types = greens;
  driver.reds = reds;
  driver.result = u8(result);
  driver.flags = flags;
  driver.virtualizable = virtualizable ? 0 : -1;
  driver.virtualizable_red = u32(std::string_view(reds).find('r')); // the first object
  driver.call_descr = kCallPortal;
  driver.portal = reinterpret_cast<void*>(runner3);
  driver.runner = reinterpret_cast<void*>(runner3);
  portalFunction = portal;
}

void reset(std::string_view parameters) {
  heap.assign(size_t(1) << 22, 0);
  tw_nursery = {heap.data(), heap.data() + heap.size()};
  tw_exc = {};
  livenessUsed = 0;
  makeTables();
  startEngine(makeX86_64Backend(true), true);
  ASSERT_TRUE(engine().warm().changeParameters(
      0, [&](Parameters& known) { return known.setFromText(parameters); }));
}

uint64_t counter(Counter which) { return engine().statistics().get(which); }

// ---- The assembler
namespace {

struct Assembler {
  tw_jitcode& code;
  JitcodeMemory& memory;
  std::map<std::string, uint32_t> labels;
  std::vector<std::pair<size_t, std::string>> uses;

  void wide(uint32_t number) {
    memory.code.push_back(uint16_t(number));
    memory.code.push_back(uint16_t(number >> 16));
  }
  int64_t address(std::string_view name) {
    if (name == "II") return functionII();
    if (name == "raise") return functionRaise();
    if (name == "force") return functionForce();
    if (name == "class") return classOfNode();
    return name == "error" ? int64_t(prebuiltError()) : 0;
  }
  void value(const std::string& token, char kind) {
    const unsigned bank = bankOf(kind);
    if (token[0] == '$' || token[0] == '@') {
      const int64_t word = token[0] == '$' ? std::stoll(token.substr(1)) : address(token.substr(1));
      const size_t number = bank == 0 ? memory.ints.size() : memory.refs.size();
      if (bank == 0)
        memory.ints.push_back(word);
      else
        memory.refs.push_back(asObject(word));
      memory.code.push_back(uint16_t(kConstantUnit | number));
      return;
    }
    const auto number = uint16_t(std::stoi(token.substr(1)));
    code.registers[bank] = std::max<u16>(code.registers[bank], u16(number + 1));
    memory.code.push_back(number);
  }
  void live(std::istringstream& line) {
    std::vector<uint16_t> alive[3];
    for (std::string token; line >> token;)
      alive[bankOf(token[0])].push_back(uint16_t(std::stoi(token.substr(1))));
    memory.code.push_back(uint16_t(JitOp::Live));
    wide(uint32_t(livenessUsed));
    const auto put = [](uint16_t number) {
      std::memcpy(liveness + livenessUsed, &number, 2);
      livenessUsed += 2;
    };
    for (const auto& bank : alive) put(uint16_t(bank.size()));
    for (const auto& bank : alive)
      for (const uint16_t number : bank) put(number);
  }
  // Tokens up to the one that ends with the bracket, without brackets.
  std::string bracket(std::istringstream& line, char close) {
    std::string text, token;
    while (line >> token) {
      text += token + " ";
      if (token.back() == close) break;
    }
    text.erase(0, 1);
    text.erase(text.rfind(close));
    return text;
  }
  void group(const std::string& text) {
    std::vector<std::string> banks[3];
    unsigned bank = 0;
    std::string word;
    for (const char character : text + " ") {
      if (character == '|' || character == ' ') {
        if (!word.empty()) banks[bank].push_back(word);
        word.clear();
        if (character == '|') ++bank;
      } else {
        word += character;
      }
    }
    for (const auto& list : banks) memory.code.push_back(uint16_t(list.size()));
    for (unsigned index = 0; index < 3; ++index)
      for (const std::string& token : banks[index]) value(token, "irf"[index]);
  }
  void instruction(const std::string& name, std::istringstream& line) {
    unsigned number = 0;
    while (name != jitOpInfo(JitOp(number)).name)
      ASSERT_LT(++number, unsigned(JitOp::Count)) << name;
    memory.code.push_back(uint16_t(number));
    const JitOpInfo& info = jitOpInfo(JitOp(number));
    std::string token, kinds;
    for (const char* letter = info.operands; *letter; ++letter) {
      if (*letter == 'A') {
        std::istringstream list(bracket(line, ')'));
        std::vector<std::string> tokens;
        while (list >> token) tokens.push_back(token);
        memory.code.push_back(uint16_t(tokens.size()));
        for (size_t index = 0; index < tokens.size(); ++index) value(tokens[index], kinds[index]);
        continue;
      }
      if (*letter == 'G') {
        group(bracket(line, ']'));
        continue;
      }
      line >> token;
      switch (*letter) {
      case 'n': memory.code.push_back(uint16_t(std::stoi(token.substr(1)))); break;
      case 'L':
        uses.push_back({memory.code.size(), token.substr(1)});
        wide(0);
        break;
      case 'd': {
        const auto descr = uint32_t(std::stoi(token.substr(1)));
        if (descrs[descr].what == TW_DESCR_CALL) kinds = descrs[descr].call.arguments;
        wide(descr);
        break;
      }
      case 'j': {
        const auto index = uint32_t(std::stoi(token.substr(1)));
        kinds = descrs[jitcodes[index].call_descr].call.arguments;
        wide(index);
        break;
      }
      default: value(token, *letter);
      }
    }
    if (info.result != '-') {
      line >> token;
      value(token, info.result);
    }
  }
};

} // namespace

void assemble(uint32_t index, std::string_view text, std::string_view arguments, char result,
              int driver) {
  static std::string argumentKinds[16];
  argumentKinds[index] = arguments;
  tw_jitcode& code = jitcodes[index];
  code = {};
  code.name = "test";
  code.index = index;
  code.driver = driver;
  code.call_descr = 24 + index;
  for (const char kind : arguments) ++code.registers[bankOf(kind)];
  call(code.call_descr, argumentKinds[index].c_str(), result, kCanRaise, nullptr);
  jitcodePointers[index] = &code;
  memory[index] = {};
  Assembler assembler{code, memory[index], {}, {}};
  std::istringstream lines{std::string(text)};
  for (std::string text; std::getline(lines, text);) {
    std::istringstream line(text);
    std::string name;
    if (!(line >> name)) continue;
    if (name.back() == ':')
      assembler.labels[name.substr(0, name.size() - 1)] = uint32_t(memory[index].code.size());
    else if (name == "live")
      assembler.live(line);
    else
      assembler.instruction(name, line);
  }
  for (const auto& [place, label] : assembler.uses) {
    ASSERT_TRUE(assembler.labels.count(label)) << label;
    memory[index].code[place] = uint16_t(assembler.labels[label]);
    memory[index].code[place + 1] = uint16_t(assembler.labels[label] >> 16);
  }
  for (unsigned entry = 0; entry < 2; ++entry)
    switchLabels[entry] = assembler.labels[entry ? "five" : "one"];
  code.code = memory[index].code.data();
  code.code_size = u32(memory[index].code.size());
  code.constants_i = memory[index].ints.data();
  code.constants_r = memory[index].refs.data();
}

const char* const kSum = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  int_add i2 i1 i2
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";

int64_t sum(const int64_t* values) {
  int64_t n = values[1], total = values[2];
  while (n > 0) {
    total += n--;
    const int64_t now[] = {values[0], n, total};
    if (tw_jit_enter_loop(0, now)) return leavePortal();
  }
  return total;
}

} // namespace tw::jit::testing

extern "C" {
const struct tw_jit_program tw_jit_program = {
    .descrs = descrs,
    .descr_count = kDescrCount,
    .fields = fieldList,
    .effects = effects,
    .effect_count = 8,
    .sets = nullptr,
    .jitcodes = jitcodePointers,
    .jitcode_count = 16,
    .liveness = liveness,
    .liveness_size = sizeof liveness,
    .drivers = drivers,
    .driver_count = 1,
    .virtualizables = virtualizables,
    .virtualizable_count = 1,
    .functions = nullptr,
    .function_jitcodes = nullptr,
    .function_count = 0,
    .str_array = 0xffffffff,
    .unicode_array = 0xffffffff,
    .str_hash = 0xffffffff,
    .unicode_hash = 0xffffffff,
    .virtual_ref_size = 0xffffffff,
    .virtual_ref_token = 0xffffffff,
    .virtual_ref_forced = 0xffffffff,
};
}
