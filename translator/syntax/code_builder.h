// The assembler: builds the instructions of one code object.
//
// It resolves labels, pools constants and names, follows the depth of the
// operand stack, and drops instructions that cannot be reached. Private to syntax/.
#pragma once

#include "translator/syntax/code.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::syntax {

struct Label {
  uint32_t id;
};

class CodeBuilder {
public:
  explicit CodeBuilder(CodeObject& code) : code_(code) {}

  // False after a jump, return or raise, until a label that is jumped to.
  bool reachable() const { return reachable_; }
  uint32_t here() const { return static_cast<uint32_t>(code_.instructions.size()); }
  uint32_t depth() const { return depth_; }

  // Later instructions belong to this place.
  void setSpan(const SourceSpan& span) { span_ = span; }
  const SourceSpan& span() const { return span_; }

  void emit(Opcode op, uint32_t arg = 0);
  void emitConst(ConstValue value);
  void emitName(Opcode op, std::string_view name);
  void emitCall(const CallShape& shape);

  Label newLabel();
  void jump(Opcode op, Label target);
  void place(Label label);
  // Places a label that the exception table reaches, with "value type" on the stack.
  void placeHandler(Label label, uint32_t depthBelow);
  void addRange(uint32_t start, uint32_t end, Label handler, uint32_t depthBelow);

  void setDocstring(ConstValue value); // constants[0]; call it once, first
  uint32_t nameIndex(std::string_view name);
  void finish(); // resolves the labels, cleans up

private:
  static constexpr uint32_t kUnplaced = ~uint32_t{0};
  struct LabelInfo {
    uint32_t position = kUnplaced;
    uint32_t depth = 0;
    bool used = false;
  };

  uint32_t constIndex(ConstValue value);
  void append(Opcode op, uint32_t arg);
  void adjust(int effect);
  void reach(Label label, uint32_t depth);

  CodeObject& code_;
  SourceSpan span_;
  std::vector<LabelInfo> labels_;
  std::unordered_map<std::string, uint32_t> constIndex_;
  std::unordered_map<std::string, uint32_t> nameIndex_;
  uint32_t depth_ = 0;
  bool reachable_ = true;
};

// Change of the stack's depth by an instruction that does not jump.
int stackEffect(Opcode op, uint32_t arg);

// The same, where a jump is taken.
int stackEffectAtTarget(Opcode op);

// True if the next instruction does not follow.
bool endsPath(Opcode op);

} // namespace tw::syntax
