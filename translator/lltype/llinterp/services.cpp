// The rarer operations: bulk copies, type pointers, weak references, raw memory,
// debugging output.
#include "translator/flow/llconstants.h"
#include "translator/lltype/llinterp/machine.h"

#include <charconv>
#include <chrono>
#include <cstring>
#include <unistd.h>

namespace tw::llinterp {

using lltype::asInt;
using lltype::asPointer;
using lltype::Kind;
using lltype::LlOp;
using lltype::Type;

namespace {

// Where the items of an array, or of the array that ends a struct, begin.
struct Items {
  char* begin;
  const Type* item;
  uint64_t length;
};

Items itemsOf(const Type& pointer, Word word) {
  if (!word) throw InterpreterError("null array in a bulk operation");
  const Type& target = pointer.ptr().target();
  Word base = word;
  const lltype::ArrayType* array = target.asArray();
  if (!array) {
    const lltype::StructType& structure = target.structure();
    array = structure.varArray();
    base += structure.fields().back().offset;
  }
  return {asPointer<char>(base + array->itemsOffset()), &array->item(),
          array->hasLength() ? lltype::arrayLength(base, *array) : ~uint64_t{0}};
}

void checkRange(const Items& items, Word start, Word count) {
  if (start > items.length || count > items.length - start)
    throw InterpreterError("range out of bounds in a bulk operation");
}

} // namespace

void Machine::copyItems(const ServiceSite& site, std::span<const Word> args) {
  Items from = itemsOf(*site.args[0].type(), args[0]);
  Items to = itemsOf(*site.args[1].type(), args[1]);
  checkRange(from, args[2], args[4]);
  checkRange(to, args[3], args[4]);
  uint64_t size = from.item->size();
  std::memmove(to.begin + args[3] * size, from.begin + args[2] * size, args[4] * size);
}

void Machine::fillItems(const ServiceSite& site, std::span<const Word> args, Word value) {
  Items items = itemsOf(*site.args[0].type(), args[0]);
  checkRange(items, args[1], args[2]);
  uint64_t size = items.item->size();
  if (!value) {
    std::memset(items.begin + args[1] * size, 0, args[2] * size);
    return;
  }
  for (uint64_t i = args[1]; i < args[1] + args[2]; ++i)
    lltype::storeWord(items.begin + i * size, *items.item, value);
}

Word Machine::numberOf(Word object) {
  return numbers_.try_emplace(object, numbers_.size() + 1).first->second;
}

void Machine::write(std::string_view text) {
  if (options_.output) {
    *options_.output += text;
    return;
  }
  while (!text.empty()) {
    ssize_t written = ::write(2, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

std::string Machine::textOf(flow::Value arg, Word word) const {
  const Type& type = *arg.type();
  switch (type.kind()) {
  case Kind::Void: {
    const lltype::Symbol* symbol = lltype::symbolOf(word);
    return symbol ? symbol->name : "None";
  }
  case Kind::Char: return std::string(1, static_cast<char>(word));
  case Kind::Bool: return word ? "True" : "False";
  case Kind::Float: {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, lltype::asDouble(word)).ptr};
  }
  case Kind::Ptr: break;
  default: return std::to_string(asInt(word));
  }
  if (!word) return "NULL";
  const lltype::StructType* structure = type.ptr().target().asStruct();
  const lltype::ArrayType* array = structure ? structure->varArray() : nullptr;
  if (!array || array->item().kind() != Kind::Char) return type.text();
  Items items = itemsOf(type, word);
  return std::string(items.begin, items.length);
}

void Machine::debugPrint(const ServiceSite& site, std::span<const Word> args) {
  std::string line;
  for (size_t i = 0; i < args.size(); ++i) line += (i ? " " : "") + textOf(site.args[i], args[i]);
  write(line + "\n");
}

Word Machine::service(const ServiceSite& site, std::span<const Word> args) {
  switch (site.op) {
  case LlOp::Free:
  case LlOp::RawFree: heap_.freeRaw(asPointer(args[0])); return 0;
  case LlOp::RawMalloc: return lltype::fromPointer(heap_.mallocRaw(args[0], false));
  case LlOp::RawMemClear: std::memset(asPointer(args[0]), 0, args[1]); return 0;
  case LlOp::RawMemSet:
    std::memset(asPointer(args[0]), static_cast<int>(args[1]), args[2]);
    return 0;
  case LlOp::RawMemCopy:
  case LlOp::RawMemMove: std::memmove(asPointer(args[1]), asPointer(args[0]), args[2]); return 0;
  case LlOp::ArrayCopy: copyItems(site, args); return 0;
  case LlOp::ArrayClear: fillItems(site, args, 0); return 0;
  case LlOp::ArrayFill: fillItems(site, args, args[3]); return 0;
  case LlOp::ShrinkArray: return 0;
  case LlOp::GcTypePtr:
    if (!args[0]) throw InterpreterError("the class of a null pointer");
    return heap_.typeOfObject(args[0]).structure().vtable();
  case LlOp::GcIsRpyInstance: {
    const lltype::StructType* structure = heap_.typeOfObject(args[0]).asStruct();
    return lltype::fromBool(structure && structure->vtable());
  }
  case LlOp::LengthOfSimpleGcArrayFromOpaque:
    return lltype::arrayLength(args[0], heap_.typeOfObject(args[0]).array());
  case LlOp::GcIdentityHash:
  case LlOp::GcId: return numberOf(args[0]);
  case LlOp::WeakrefCreate: {
    const lltype::StructType& type = *heap_.types().weakrefStruct();
    Word made = lltype::fromPointer(heap_.mallocTransient(type, 0));
    lltype::setField(made, type, "target", args[0]);
    return made;
  }
  case LlOp::WeakrefDeref:
    return lltype::getField(args[0], *heap_.types().weakrefStruct(), "target");
  case LlOp::DebugPrint: debugPrint(site, args); return 0;
  case LlOp::DebugAssert:
    if (!args[0]) throw InterpreterError("assertion failed: " + textOf(site.args[1], args[1]));
    return 0;
  case LlOp::DebugAssertNotNone:
  case LlOp::DebugNonnullPointer:
    if (!args[0]) throw InterpreterError("assertion failed: the pointer is null");
    return 0;
  case LlOp::DebugFatalError: throw InterpreterError(textOf(site.args[0], args[0]));
  case LlOp::JitIsVirtual:
  case LlOp::HaveDebugPrints:
  case LlOp::HaveDebugPrintsFor:
  case LlOp::GcCanMove:
  case LlOp::GcPin:
  case LlOp::GcIsPinned:
  case LlOp::GcFqNextDead: // nothing dies
  case LlOp::StackCurrent: return 0;
  case LlOp::ReadTimestamp:
    return static_cast<Word>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                 std::chrono::steady_clock::now().time_since_epoch())
                                 .count());
  case LlOp::GetTimestampUnit: return 1; // rtimer.UNIT_NS
  case LlOp::GcIsEnabled:
  case LlOp::GcCollectStep: return 1;
  case LlOp::GcMoveOutOfNursery: return args[0];
  case LlOp::ThreadLocalRefStore: threadLocals_[textOf(site.args[0], args[0])] = args[1]; return 0;
  case LlOp::ThreadLocalRefGet:
  case LlOp::ThreadLocalRefLoad: return threadLocals_[textOf(site.args[0], args[0])];
  // Nothing to do without a collector, a log or a traceback.
  case LlOp::KeepAlive:
  case LlOp::StackCheck: // every call checks the depth
  case LlOp::GcCollect:
  case LlOp::GcEnable:
  case LlOp::GcDisable:
  case LlOp::GcUnpin:
  case LlOp::GcWriteBarrier:
  case LlOp::GcAddMemoryPressure:
  case LlOp::GcSetMaxHeapSize:
  case LlOp::GcIgnoreFinalizer:
  case LlOp::DebugStart:
  case LlOp::DebugStop:
  case LlOp::DebugFlush:
  case LlOp::DebugOffset:
  case LlOp::DebugStartTraceback:
  case LlOp::DebugRecordTraceback:
  case LlOp::DebugCatchException:
  case LlOp::DebugReraiseTraceback:
  case LlOp::DebugPrintTraceback:
  case LlOp::GcFqRegister:
  case LlOp::InstrumentCount: return 0;
  default: break;
  }
  throw InterpreterError("operation " + std::string(lltype::llOpInfo(site.op).name) +
                         " cannot be interpreted");
}

} // namespace tw::llinterp
