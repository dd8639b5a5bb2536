// The program's tables and its heap.
#include "tests/unit/jit_backend/program.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

namespace tw::jit::testing {

HeapEvents heapEvents;
bool objectsCanMove = false;
CallLog callLog;
bool logging;
std::string logText;
void (*duringCall)(int64_t argument);

namespace {

// ---- Types. The records lie in one blob, as in a generated program.
struct InstanceRecord {
  tw_type type;
  tw_vtable_head vtable;
};
struct Records {
  InstanceRecord unused, node, derived, other;
  tw_type ints, refs, floats, pairs, string, unicode;
};

constexpr tw_vtable_head kNodeClass{10, 20}, kDerivedClass{12, 14}, kOtherClass{20, 30};

} // namespace
} // namespace tw::jit::testing

using namespace tw::jit::testing;

extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
// tw_types is an array of characters for its users.
struct TypeBlob {
  Records records;
};
extern const TypeBlob typeBlob __asm__("tw_types");
const TypeBlob typeBlob = {{
    {{TW_TYPE_INSTANCE, 16, 0, 0, 0, 0, 0, 0, nullptr}, {0, 0}},
    {{TW_TYPE_INSTANCE, sizeof(Node), 0, 0, 0, 0, 1, 0, nullptr}, kNodeClass},
    {{TW_TYPE_INSTANCE, sizeof(Node), 0, 0, 0, 0, 2, 0, nullptr}, kDerivedClass},
    {{TW_TYPE_INSTANCE, sizeof(Node), 0, 0, 0, 0, 3, 0, nullptr}, kOtherClass},
    {TW_TYPE_VARSIZE, 16, 8, 8, 0, 0, 4, 0, nullptr},
    {TW_TYPE_VARSIZE, 16, 8, 8, 0, 0, 5, 0, nullptr},
    {TW_TYPE_VARSIZE, 16, 8, 8, 0, 0, 6, 0, nullptr},
    {TW_TYPE_VARSIZE, 16, 16, 8, 0, 0, 7, 0, nullptr},
    {TW_TYPE_VARSIZE, 25, 1, 16, 0, 0, 8, 0, nullptr},
    {TW_TYPE_VARSIZE, 28, 4, 16, 0, 0, 9, 0, nullptr},
}};
#pragma GCC diagnostic pop
const u64 tw_types_size = sizeof(TypeBlob);
struct tw_exception tw_exc;
struct tw_nursery tw_nursery;
struct tw_stack tw_stack = {nullptr, 256 << 10, nullptr};
}

namespace tw::jit::testing {
namespace {

constexpr u64 idOf(size_t offsetInRecords) { return offsetInRecords; }
constexpr u64 kNodeId = idOf(offsetof(Records, node));
constexpr u64 kDerivedId = idOf(offsetof(Records, derived));
constexpr u64 kIntsId = idOf(offsetof(Records, ints)), kRefsId = idOf(offsetof(Records, refs)),
              kFloatsId = idOf(offsetof(Records, floats)),
              kPairsId = idOf(offsetof(Records, pairs)),
              kStringId = idOf(offsetof(Records, string)),
              kUnicodeId = idOf(offsetof(Records, unicode));

// ---- Functions that traces call.
int64_t note(std::initializer_list<int64_t> arguments) {
  callLog.arguments = arguments;
  return callLog.result;
}
int64_t bits(double value) {
  int64_t word;
  std::memcpy(&word, &value, 8);
  return word;
}
int64_t square(int64_t x) { return x * x; }
int64_t addTwo(int64_t x, int64_t y) { return x + 2 * y; }
double scale(double x, int64_t y) { return x * double(y); }
double mixed(int64_t a, double b, int64_t c, double d) { return double(a) + b * double(c) - d; }
int64_t many(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f, int64_t g,
             int64_t h) {
  return note({a, b, c, d, e, f, g, h});
}
int64_t manyFloats(double a, double b, double c, double d, double e, double f, double g, double h,
                   double i, int64_t j) {
  return note({bits(a), bits(b), bits(c), bits(d), bits(e), bits(f), bits(g), bits(h), bits(i), j});
}
uint8_t narrow(int64_t x) { return uint8_t(x); }
int8_t narrowSigned(int64_t x) { return int8_t(x); }
int16_t shortResult(int64_t x) { return int16_t(x); }
uint32_t wordResult(int64_t x) { return uint32_t(x); }
float single(float x, int64_t y) { return x * float(y); }
Node* nextOf(Node* node) { return node->next; }
void raise(int64_t really) {
  if (really) tw_exc = {const_cast<tw_vtable_head*>(&typeBlob.records.node.vtable), prebuiltNode()};
}
int64_t hook(int64_t x) {
  if (duringCall) duringCall(x);
  return x + 1;
}

// ---- Trampolines, one per signature.
template <class To> To fromWord(int64_t word) {
  if constexpr (sizeof(To) == 4 && std::is_floating_point_v<To>) {
    float value;
    std::memcpy(&value, &word, 4);
    return value;
  } else if constexpr (std::is_floating_point_v<To>) {
    double value;
    std::memcpy(&value, &word, 8);
    return value;
  } else if constexpr (std::is_pointer_v<To>) {
    return reinterpret_cast<To>(word);
  } else {
    return To(word);
  }
}
template <class From> int64_t toWord(From value) {
  if constexpr (sizeof(From) == 4 && std::is_floating_point_v<From>) {
    uint32_t word;
    std::memcpy(&word, &value, 4);
    return word;
  } else if constexpr (std::is_floating_point_v<From>) {
    return bits(value);
  } else if constexpr (std::is_pointer_v<From>) {
    return reinterpret_cast<int64_t>(value);
  } else {
    return int64_t(value);
  }
}
template <class R, class... Args, size_t... I>
void apply(R (*function)(Args...), const int64_t* words, int64_t* result,
           std::index_sequence<I...>) {
  if constexpr (std::is_void_v<R>)
    function(fromWord<Args>(words[I])...);
  else
    *result = toWord(function(fromWord<Args>(words[I])...));
}
template <class R, class... Args> void trampoline(void* function, const i64* words, i64* result) {
  int64_t word = 0;
  apply(reinterpret_cast<R (*)(Args...)>(function), reinterpret_cast<const int64_t*>(words), &word,
        std::index_sequence_for<Args...>());
  *result = word;
}

// ---- Descriptors.
std::vector<tw_jit_descr> descrs;
std::map<std::string, uint32_t, std::less<>> descrNames;
std::map<std::string, int64_t, std::less<>> addresses;

tw_jit_descr& add(const std::string& name, tw_jit_descr_kind what, char kind, unsigned width,
                  u32 flags) {
  descrNames[name] = uint32_t(descrs.size());
  tw_jit_descr descr{};
  descr.what = u8(what);
  descr.kind = u8(kind);
  descr.width = u16(width);
  descr.flags = flags;
  descrs.push_back(descr);
  return descrs.back();
}
void addField(const char* name, char kind, size_t offset, unsigned width, u32 flags = 0) {
  add(name, TW_DESCR_FIELD, kind, width, flags).field.offset = u32(offset);
}
void addArray(const char* name, char kind, u64 id, u32 base, u32 itemSize, u32 lengthOffset,
              u32 flags = 0) {
  tw_jit_descr& descr = add(name, TW_DESCR_ARRAY, kind, itemSize, flags);
  descr.array.header = id;
  descr.array.base = base;
  descr.array.item_size = itemSize;
  descr.array.length_offset = lengthOffset;
}
template <class R, class... Args>
void addCall(const char* name, const char* arguments, char result, unsigned width, u32 flags,
             const char* widths, R (*)(Args...)) {
  tw_jit_descr& descr = add(name, TW_DESCR_CALL, result, width, flags);
  descr.call.arguments = arguments;
  descr.call.trampoline = trampoline<R, Args...>;
  descr.call.effect = 0;
  descr.call.widths = widths;
}
template <class Function> void addFunction(const char* name, Function* function) {
  addresses[name] = reinterpret_cast<int64_t>(function);
}

void makeFieldsAndArrays() {
  addField("Node.number", 'i', offsetof(Node, number), 8, TW_FIELD_SIGNED);
  addField("Node.real", 'f', offsetof(Node, real), 8);
  addField("Node.next", 'r', offsetof(Node, next), 8);
  addField("Node.small", 'i', offsetof(Node, small), 4, TW_FIELD_SIGNED);
  addField("Node.letter", 'i', offsetof(Node, letter), 1);
  addField("Node.medium", 'i', offsetof(Node, medium), 2, TW_FIELD_SIGNED);
  tw_jit_descr& size = add("Node", TW_DESCR_SIZE, 'r', 8, TW_SIZE_INSTANCE);
  size.size.header = kNodeId;
  size.size.vtable = &typeBlob.records.node.vtable;
  size.size.size = sizeof(Node);
  addArray("[i]", 'i', kIntsId, 16, 8, 8, TW_FIELD_SIGNED);
  addArray("[r]", 'r', kRefsId, 16, 8, 8);
  addArray("[f]", 'f', kFloatsId, 16, 8, 8);
  addArray("[pair]", 'v', kPairsId, 16, 16, 8, TW_ARRAY_OF_STRUCTS);
  const uint32_t pairs = descrNames["[pair]"];
  add("[pair].key", TW_DESCR_INTERIOR, 'i', 8, TW_FIELD_SIGNED).field.parent = pairs;
  tw_jit_descr& value = add("[pair].value", TW_DESCR_INTERIOR, 'r', 8, 0);
  value.field.parent = pairs;
  value.field.offset = 8;
  addArray("str", 'i', kStringId, 24, 1, 16);
  addArray("unicode", 'i', kUnicodeId, 24, 4, 16);
  addField("str.hash", 'i', 8, 8, TW_FIELD_SIGNED);
  addArray("raw1", 'i', 0, 0, 1, 0xffffffff, TW_FIELD_RAW);
  addArray("raw4s", 'i', 0, 0, 4, 0xffffffff, TW_FIELD_RAW | TW_FIELD_SIGNED);
  addArray("raw8", 'i', 0, 0, 8, 0xffffffff, TW_FIELD_RAW);
  addArray("rawf", 'f', 0, 0, 8, 0xffffffff, TW_FIELD_RAW);
}

void makeCalls() {
  addCall("i>i", "i", 'i', 8, TW_FIELD_SIGNED, nullptr, square);
  addCall("ii>i", "ii", 'i', 8, TW_FIELD_SIGNED, nullptr, addTwo);
  addCall("fi>f", "fi", 'f', 8, 0, nullptr, scale);
  addCall("ifif>f", "ifif", 'f', 8, 0, nullptr, mixed);
  addCall("iiiiiiii>i", "iiiiiiii", 'i', 8, TW_FIELD_SIGNED, nullptr, many);
  addCall("fffffffffi>i", "fffffffffi", 'i', 8, TW_FIELD_SIGNED, nullptr, manyFloats);
  addCall("i>u1", "i", 'i', 1, 0, nullptr, narrow);
  addCall("i>s1", "i", 'i', 1, TW_FIELD_SIGNED, nullptr, narrowSigned);
  addCall("i>s2", "i", 'i', 2, TW_FIELD_SIGNED, nullptr, shortResult);
  addCall("i>u4", "i", 'i', 4, 0, nullptr, wordResult);
  addCall("4si>4s", "ii", 'i', 4, TW_CALL_SINGLE, "4s8", single);
  addCall("r>r", "r", 'r', 8, 0, nullptr, nextOf);
  addCall("i>v", "i", 'v', 0, 0, nullptr, raise);
  addFunction("square", square);
  addFunction("addTwo", addTwo);
  addFunction("scale", scale);
  addFunction("mixed", mixed);
  addFunction("many", many);
  addFunction("manyFloats", manyFloats);
  addFunction("narrow", narrow);
  addFunction("narrowSigned", narrowSigned);
  addFunction("shortResult", shortResult);
  addFunction("wordResult", wordResult);
  addFunction("single", single);
  addFunction("nextOf", nextOf);
  addFunction("raise", raise);
  addFunction("hook", hook);
  addresses["NodeClass"] = reinterpret_cast<int64_t>(&typeBlob.records.node.vtable);
  addresses["DerivedClass"] = reinterpret_cast<int64_t>(&typeBlob.records.derived.vtable);
  addresses["OtherClass"] = reinterpret_cast<int64_t>(&typeBlob.records.other.vtable);
}

tw_jit_effect effects[1];

struct tw_jit_program makeProgram() {
  descrs.reserve(100);
  makeFieldsAndArrays();
  makeCalls();
  effects[0].extra = TW_EFFECT_CAN_RAISE;
  effects[0].flags = TW_EFFECT_CAN_COLLECT;
  struct tw_jit_program program {};
  program.descrs = descrs.data();
  program.descr_count = u32(descrs.size());
  program.effects = effects;
  program.str_array = descrNames["str"];
  program.unicode_array = descrNames["unicode"];
  program.str_hash = program.unicode_hash = descrNames["str.hash"];
  return program;
}

// ---- The heap: one piece of zeroed memory.
std::vector<char> heap;
char* heapEnd;

void* take(size_t size) {
  char* object = tw_nursery.free;
  if (size > size_t(heapEnd - object)) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return nullptr;
  }
  tw_nursery.free = object + size;
  tw_nursery.top = heapEnd;
  return object;
}

} // namespace

uint32_t descrByName(std::string_view name) {
  const auto found = descrNames.find(name);
  return found == descrNames.end() ? 0xffffffff : found->second;
}
int64_t addressByName(std::string_view name) {
  const auto found = addresses.find(name);
  return found == addresses.end() ? 0 : found->second;
}

void resetHeap(size_t limit) {
  heap.assign(limit, 0);
  tw_nursery.free = heap.data();
  tw_nursery.top = heapEnd = heap.data() + limit;
  heapEvents = {};
  tw_exc = {};
}

void shortenNursery(size_t bytes) { tw_nursery.top = tw_nursery.free + bytes; }

void setRemember(void* object, bool on) {
  auto* header = static_cast<tw_gc*>(object);
  header->flags = on ? header->flags | TW_GC_REMEMBER : header->flags & ~TW_GC_REMEMBER;
}

uint64_t nodeHeader() { return kNodeId; }

Node* newNode() { return static_cast<Node*>(tw_malloc_fixed(kNodeId, sizeof(Node))); }

template <class Item> Array<Item>* newArray(int64_t length) {
  const u64 id = std::is_same_v<Item, double>  ? kFloatsId
                 : std::is_same_v<Item, Node*> ? kRefsId
                 : std::is_same_v<Item, Pair>  ? kPairsId
                                               : kIntsId;
  return static_cast<Array<Item>*>(tw_malloc_var(id, 16, sizeof(Item), 8, length));
}
template Array<int64_t>* newArray(int64_t);
template Array<double>* newArray(int64_t);
template Array<Node*>* newArray(int64_t);
template Array<Pair>* newArray(int64_t);

String* newString(std::string_view text) {
  auto* string = static_cast<String*>(tw_malloc_var(kStringId, 24, 1, 16, int64_t(text.size())));
  std::memcpy(string->chars, text.data(), text.size());
  return string;
}

Node* prebuiltNode() {
  static Node node = {{.word = kNodeId | TW_PREBUILT_FLAGS}, 77, 0.5, nullptr, -3, 9, -4};
  return &node;
}

} // namespace tw::jit::testing

extern "C" {
const struct tw_jit_program tw_jit_program = makeProgram();

Unsigned tw_debug_enabled;
tw_bool tw_have_debug_prints_for(const char*) { return false; }
Signed tw_debug_start(const char* category, tw_bool) {
  tw_debug_enabled = logging;
  if (logging) logText += std::string("{") + category + "\n";
  return 0;
}
Signed tw_debug_stop(const char* category, tw_bool) {
  if (logging) logText += std::string(category) + "}\n";
  return 0;
}
void tw_debug_print_begin() {}
void tw_debug_print_text(const char* text, Signed length) { logText.append(text, size_t(length)); }
void tw_debug_print_end() { logText += '\n'; }

void tw_fatal(const char* message) {
  std::fprintf(stderr, "%s\n", message);
  std::abort();
}
void tw_raise_standard(enum tw_standard) {
  tw_exc = {const_cast<tw_vtable_head*>(&typeBlob.records.other.vtable), prebuiltNode()};
}
tw_bool tw_stack_slow(char* current) {
  if (tw_stack.end && current < tw_stack.end) {
    tw_raise_standard(TW_STACK_OVERFLOW);
    return true;
  }
  tw_stack.end = current;
  return false;
}
void* tw_gc_malloc_slow(u64 header, u64 size) {
  ++heapEvents.slowAllocations;
  void* object = take(size);
  if (object) *static_cast<u64*>(object) = header;
  return object;
}
void* tw_gc_malloc_var_slow(u64 header, u64 base, u64 item_size, u64 length_offset, i64 length) {
  ++heapEvents.slowAllocations;
  if (length < 0) {
    tw_raise_standard(TW_MEMORY_ERROR);
    return nullptr;
  }
  char* object = static_cast<char*>(take((base + item_size * u64(length) + 7) & ~u64(7)));
  if (!object) return nullptr;
  *reinterpret_cast<u64*>(object) = header;
  *reinterpret_cast<i64*>(object + length_offset) = length;
  return object;
}
tw_bool tw_gc_can_move(void*) { return tw::jit::testing::objectsCanMove; }
void tw_gc_survive_marking(void*) {}
void* tw_gc_malloc_finalizer(u64 header, u64 size) { return tw_gc_malloc_slow(header, size); }
void tw_gc_remember(void* object) {
  heapEvents.remembered.push_back(object);
  setRemember(object, false);
}
void tw_gc_remember_item(void* object, i64 index) {
  heapEvents.rememberedItems.push_back({object, index});
  setRemember(object, false);
}
}
