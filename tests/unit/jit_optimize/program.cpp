// The tables of the small program.
#include "tests/unit/jit_optimize/program.h"

#include <iterator>

namespace tw::jit::testing {

struct Record {
  tw_type type;
  int64_t vtable[2];
};
// Type ids are offsets in this blob.
extern Record records[4] __asm__("tw_types");
Record records[4] = {
    {},
    {{TW_TYPE_INSTANCE | TW_TYPE_POINTERS, 24, 0, 0, 0, 0, 1, 0, nullptr}, {10, 11}},
    {{TW_TYPE_INSTANCE, 24, 0, 0, 0, 0, 2, 0, nullptr}, {20, 21}},
    {{0, 24, 0, 0, 0, 0, 3, 0, nullptr}, {0, 0}},
};
namespace {

struct Cell {
  tw_gc header;
  int64_t item, fixed;
} prebuilt = {{3 * sizeof(Record)}, 7, 42};

tw_jit_descr field(const char* name, char kind, uint32_t offset, uint32_t parent, uint32_t index,
                   uint32_t flags = 0) {
  tw_jit_descr descr{};
  descr.what = TW_DESCR_FIELD;
  descr.kind = uint8_t(kind);
  descr.width = 8;
  descr.flags = flags | TW_FIELD_SIGNED;
  descr.name = name;
  descr.field = {offset, parent, index, 0};
  return descr;
}

tw_jit_descr size(const char* name, uint32_t record, uint32_t firstField, bool isInstance) {
  tw_jit_descr descr{};
  descr.what = TW_DESCR_SIZE;
  descr.flags = isInstance ? u32(TW_SIZE_INSTANCE) : 0u;
  descr.name = name;
  descr.size = {record * sizeof(Record), isInstance ? records[record].vtable : nullptr, 24,
                firstField, 2};
  return descr;
}

tw_jit_descr call(const char* name, char result, uint32_t effect, const char* arguments = "i") {
  tw_jit_descr descr{};
  descr.what = TW_DESCR_CALL;
  descr.kind = uint8_t(result);
  descr.width = 8;
  descr.name = name;
  descr.call = {arguments, nullptr, effect, 0, nullptr};
  return descr;
}

tw_jit_descr characters() {
  tw_jit_descr descr{};
  descr.what = TW_DESCR_ARRAY;
  descr.kind = 'i';
  descr.width = 1;
  descr.name = "str";
  descr.array = {0, 24, 1, 16, 0, 0};
  return descr;
}

tw_jit_descr array() {
  tw_jit_descr descr{};
  descr.what = TW_DESCR_ARRAY;
  descr.kind = 'i';
  descr.width = 8;
  descr.flags = TW_FIELD_SIGNED;
  descr.name = "ints";
  descr.array = {0, 16, 8, 8, 0, 0};
  return descr;
}

tw_jit_descr rawArray() {
  tw_jit_descr descr = array();
  descr.flags |= TW_FIELD_RAW;
  descr.name = "longs";
  descr.array = {0, 0, 8, 0xffffffff, 0, 0};
  return descr;
}

const tw_jit_descr descrs[kDescrCount] = {
    size("Box", 1, 0, true),
    field("Box.value", 'i', 8, kBox, 0),
    field("Box.next", 'r', 16, kBox, 1),
    size("Cell", 3, 2, false),
    field("Cell.item", 'i', 8, kCell, 0),
    field("Cell.fixed", 'i', 16, kCell, 1, TW_FIELD_IMMUTABLE),
    array(),
    call("plain", 'i', 0),
    call("writes", 'v', 1),
    call("pure", 'i', 2),
    call("random", 'v', 3),
    field("Vtable.number", 'i', 0, 0, 0, TW_FIELD_IMMUTABLE | TW_FIELD_RAW),
    call("fill", 'v', 4, "riii"),
    characters(),
    call("concat", 'r', 5, "rr"),
    call("slice", 'r', 6, "rii"),
    call("equal", 'i', 7, "rr"),
    call("malloc_raw", 'i', 8),
    call("free_raw", 'v', 9),
    rawArray(),
};
const u32 fields[] = {kBoxValue, kBoxNext, kCellItem, kCellFixed};
const u32 sets[] = {kBoxValue, kInts};
const tw_jit_effect effects[] = {
    {TW_EFFECT_CAN_RAISE, TW_OOPSPEC_None, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_CANNOT_RAISE, TW_OOPSPEC_None, 0, 0, 0, 1, 0, 0},
    {TW_EFFECT_ELIDABLE_CANNOT_RAISE, TW_OOPSPEC_None, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_RANDOM, TW_OOPSPEC_None, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_CANNOT_RAISE, TW_OOPSPEC_ArrayFill, 0, 1, 0, 0, 0, 1},
    {TW_EFFECT_ELIDABLE_OR_MEMORY_ERROR, TW_OOPSPEC_StrConcat, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_ELIDABLE_OR_MEMORY_ERROR, TW_OOPSPEC_StrSlice, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_ELIDABLE_CANNOT_RAISE, TW_OOPSPEC_StrEqual, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_CAN_RAISE, TW_OOPSPEC_RawMalloc, 0, 0, 0, 0, 0, 0},
    {TW_EFFECT_CANNOT_RAISE, TW_OOPSPEC_RawFree, 0, 0, 0, 0, 0, 0},
};

struct tw_jit_program makeProgram() {
  struct tw_jit_program program {};
  program.descrs = descrs;
  program.descr_count = kDescrCount;
  program.fields = fields;
  program.effects = effects;
  program.effect_count = std::size(effects);
  program.sets = sets;
  program.str_array = kStr;
  return program;
}

} // namespace

uint32_t descrByName(std::string_view name) {
  for (uint32_t i = 0; i < kDescrCount; ++i)
    if (name == descrs[i].name) return i;
  return 0xffffffff;
}
const char* descrName(uint32_t descr) { return descrs[descr].name; }
int64_t boxVtable() { return int64_t(records[1].vtable); }
int64_t otherVtable() { return int64_t(records[2].vtable); }
void* prebuiltCell() { return &prebuilt; }

} // namespace tw::jit::testing

extern "C" {
extern const struct tw_jit_program tw_jit_program = tw::jit::testing::makeProgram();
tw_bool tw_gc_can_move(void*) { return false; }
void tw_gc_survive_marking(void*) {}
}
