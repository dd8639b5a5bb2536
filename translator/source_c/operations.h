// Writes one low-level operation of a block.
//
// Most operations are written from their template in lltype/llops.def; the
// others have a method here. Memory operations are in memory.cpp, calls and
// allocations in calls.cpp and initialize.cpp, debugging and the rest in
// operations.cpp.
#pragma once

#include "translator/source_c/function.h"

#include <set>

namespace tw::source_c {

// A place in memory that is being walked to: a container, or one of its parts.
struct Location {
  std::string text; // an lvalue, or a pointer if `pointer`
  bool pointer = true;
  const lltype::Type* type = nullptr; // Struct, Array, FixedArray, or the type of the value there
  bool inlineArray = false;           // `text` is the prefix of the fields of an inline array
};

class OperationWriter {
public:
  OperationWriter(FunctionWriter& writer, const flow::Operation& operation)
      : writer_(writer), operation_(operation), file_(writer.file_) {}
  void write();

private:
  // From the table
  void writeTemplate(const char* text);
  std::string expand(const char* text, Expression& result);
  void writeOverflow(const char* text);

  // calls.cpp
  void writeCall();
  void forgetRegisters();
  bool callsCollector() const;
  void writeConditionalCall();
  void writeEnterLoop();
  std::string callText(size_t callee, size_t end);
  void finishCall(const std::string& call);
  void writeMalloc();
  void writeVarMalloc();
  void writeWeakref();
  void finishMalloc(const std::string& call);

  // initialize.cpp
  void initializeFields(const lltype::StructType& type);
  std::set<std::string_view> fieldsSetNext() const;
  bool isFilledNext() const;
  static bool isString(const lltype::Type& type);
  void endString(const lltype::StructType& type);

  // memory.cpp
  bool writeMemory();
  Location target(size_t argument, Expression& pointer);
  Location step(const Location& from, flow::Value selector, Expression& reads);
  Location walk(size_t first, size_t end, Expression& reads);
  void writeLoad(const Location& from, const Expression& reads);
  void writeStore(const Location& to, Expression& reads, flow::Value stored,
                  const std::string& barrier);
  std::string barrier(flow::Value object, flow::Value stored, const Expression* index);
  void writeFieldStore(size_t count);
  void writeArraySize(const Location& array, const Expression& reads);
  void writeAddress(const Location& part, const Expression& reads);
  void writePointerAdd();
  void writeRawAccess();
  void writeIndexedAccess();
  void writeArrayBulk();
  Location items(size_t argument, Expression& reads, const lltype::Type*& item);

  // operations.cpp
  void writeDebug();
  std::string category(flow::Value value);
  void writeDebugPrint();
  std::string printPart(flow::Value value);

  // The operand; pointers are cast to their own type.
  Expression operand(size_t index);
  flow::Value argument(size_t index) const { return operation_.args[index]; }
  const lltype::Type& resultType() const { return *operation_.result->type; }
  void statement(const std::string& text);
  void result(Expression expression, bool movable);

  FunctionWriter& writer_;
  const flow::Operation& operation_;
  CFile& file_;
};

// The size that tw_malloc_var starts from: strings keep one more character, a
// NUL that C code may rely on.
uint64_t allocationBase(const lltype::Type& type);
// The array of items of a variable-sized type.
const lltype::ArrayType& itemsOf(const lltype::Type& type);
uint64_t lengthOffset(const lltype::Type& type);

} // namespace tw::source_c
