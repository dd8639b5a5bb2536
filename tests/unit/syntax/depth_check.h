// An independent check of code objects: walks all paths and handlers, and
// verifies stack depths, the stack size, reachability and the exception table.
#pragma once

#include "tests/unit/syntax/helpers.h"
#include "translator/syntax/code_builder.h"

#include <algorithm>
#include <vector>

namespace tw::syntax {

class DepthCheck {
public:
  explicit DepthCheck(const CodeObject& code)
      : code_(code), depths_(code.instructions.size(), -1) {}

  void run() {
    flow(0, 0);
    while (!pending_.empty()) {
      uint32_t at = pending_.back();
      pending_.pop_back();
      step(at);
    }
    EXPECT_EQ(deepest_, static_cast<int>(code_.stackSize)) << code_.name;
    for (size_t i = 0; i < depths_.size(); ++i)
      EXPECT_GE(depths_[i], 0) << code_.name << ": instruction " << i << " is dead\n"
                               << disassemble(code_);
    EXPECT_EQ(code_.spans.size(), code_.instructions.size());
    for (const ConstValue& value : code_.constants)
      if (const CodeObject* const* inner = std::get_if<const CodeObject*>(&value))
        DepthCheck(**inner).run();
  }

private:
  void flow(uint32_t to, int depth) {
    ASSERT_LT(to, depths_.size()) << code_.name << ": runs off the end";
    deepest_ = std::max(deepest_, depth);
    if (depths_[to] < 0) {
      depths_[to] = depth;
      pending_.push_back(to);
    }
    ASSERT_EQ(depths_[to], depth) << code_.name << ": at instruction " << to << "\n"
                                  << disassemble(code_);
  }

  void step(uint32_t at) {
    auto [op, arg] = code_.instructions[at];
    int depth = depths_[at];
    for (const ExceptionRange& range : code_.exceptionTable) {
      if (at < range.start || at >= range.end) continue;
      ASSERT_LE(static_cast<int>(range.depth), depth) << code_.name << ": " << at;
      flow(range.handler, static_cast<int>(range.depth) + 2);
      break; // the first range that holds it is the innermost
    }
    if (argumentKind(op) == ArgumentKind::Target) {
      bool keeps =
          op == Opcode::Jump || op == Opcode::JumpIfFalseOrPop || op == Opcode::JumpIfTrueOrPop;
      flow(arg, keeps ? depth : depth - 1);
      if (op == Opcode::Jump) return;
    }
    int after = depth + stackEffect(op, arg);
    ASSERT_GE(after, 0) << code_.name << ": " << at;
    bool ends = op == Opcode::Return || op == Opcode::Raise || op == Opcode::Reraise;
    if (!ends) flow(at + 1, after);
  }

  const CodeObject& code_;
  std::vector<int> depths_;
  std::vector<uint32_t> pending_;
  int deepest_ = 0;
};

} // namespace tw::syntax
