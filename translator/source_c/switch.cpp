// Switches: C switches, or jumps through a table where an interpreter dispatches.
//
// The C compiler makes one indirect jump of a switch, however often the loop
// around it comes by, and a single jump is hard to predict. A computed goto is
// copied to the ends of the blocks before it, which gives the processor one jump
// for each instruction of the interpreted program to learn.
#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/function.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::source_c {

using flow::Block;
using flow::Link;

namespace {

constexpr size_t kMinTableCases = 6;
constexpr uint64_t kMaxTableSize = 1024;
// Of table entries to cases; a Char's table is always complete.
constexpr uint64_t kMaxSparseness = 8;
constexpr uint64_t kChars = 256;

} // namespace

bool FunctionWriter::isInLoop(const Block& block) const {
  std::unordered_set<const Block*> seen;
  std::vector<const Block*> stack{&block};
  while (!stack.empty()) {
    const Block* next = stack.back();
    stack.pop_back();
    for (const Link* link : shape_.exits(*next)) {
      if (link->target == &block) return true;
      if (seen.insert(link->target).second) stack.push_back(link->target);
    }
  }
  return false;
}

// What a table has entries for; nothing if a C switch is better.
std::optional<FunctionWriter::CaseRange> FunctionWriter::tableRange(const Block& block) const {
  const lltype::Type& type = *block.exitSwitch.type();
  bool isChar = type.kind() == lltype::Kind::Char;
  if ((!isChar && !type.isSigned()) || block.exits.size() < kMinTableCases) return std::nullopt;
  if (!isInLoop(block)) return std::nullopt;
  if (isChar) return CaseRange{0, kChars};
  std::vector<int64_t> labels;
  for (const Link* link : block.exits)
    if (link->llExitCase) labels.push_back(static_cast<int64_t>(link->llExitCase->word));
  auto [first, last] = std::ranges::minmax(labels);
  uint64_t size = static_cast<uint64_t>(last) - static_cast<uint64_t>(first) + 1;
  if (size - 1 >= kMaxTableSize || size > kMaxSparseness * labels.size()) return std::nullopt;
  return CaseRange{first, size};
}

void FunctionWriter::writeJumpTable(const Block& block, const CaseRange& range) {
  Expression selector = value(block.exitSwitch);
  unsigned number = blockNumber_.at(&block);
  const Link* otherwise = nullptr;
  std::vector<size_t> exitOf(range.size, block.exits.size());
  std::vector<std::string> labels;
  for (size_t i = 0; i < block.exits.size(); i++) {
    const Link& link = *block.exits[i];
    if (link.llExitCase)
      exitOf[link.llExitCase->word - static_cast<uint64_t>(range.first)] = i;
    else
      otherwise = &link;
    if (isJumpOnly(link)) {
      labelled_.insert(link.target);
      labels.push_back(fmt::format("b{}", blockNumber_.at(link.target)));
    } else {
      labels.push_back(fmt::format("b{}_{}", number, i));
    }
  }
  auto defaultExit = std::ranges::find(block.exits, otherwise);
  size_t gap = otherwise ? static_cast<size_t>(defaultExit - block.exits.begin()) : 0;

  line(fmt::format("static const void *const jumps_{}[{}] = {{", number, range.size));
  std::string row;
  for (uint64_t i = 0; i < range.size; i++) {
    row += fmt::format("{}&&{},", row.empty() ? "  " : " ",
                       labels[exitOf[i] < labels.size() ? exitOf[i] : gap]);
    if (i % 8 != 7 && i + 1 != range.size) continue;
    line(row);
    row.clear();
  }
  line("};");

  std::string index = selector.text;
  if (block.exitSwitch.type()->kind() != lltype::Kind::Char) {
    index = fmt::format("t{}", temporaries_++);
    declarations_.push_back({"Unsigned", {index}});
    line(fmt::format("{} = (Unsigned){} - {}UL;", index, selector.operand(),
                     static_cast<uint64_t>(range.first)));
    if (otherwise) line(fmt::format("if ({} >= {}UL) goto {};", index, range.size, labels[gap]));
  }
  line(fmt::format("goto *jumps_{}[{}];", number, index));
  for (size_t i = 0; i < block.exits.size(); i++) {
    if (isJumpOnly(*block.exits[i])) continue;
    body_ += labels[i] + ":;\n";
    writeLink(*block.exits[i], nullptr);
  }
}

void FunctionWriter::writeSwitch(const Block& block) {
  if (std::optional<CaseRange> range = tableRange(block)) {
    writeJumpTable(block, *range);
    return;
  }
  Expression selector = value(block.exitSwitch);
  line(fmt::format("switch ({}) {{", selector.text));
  bool hasDefault = false;
  for (const Link* link : block.exits) {
    hasDefault |= !link->llExitCase;
    if (link->llExitCase) {
      const flow::Constant& label = *link->llExitCase;
      line(fmt::format("case {}:", constantText(label.word, *block.exitSwitch.type(), file_).text));
    } else {
      line("default:");
    }
    indent_ += "  ";
    writeLink(*link, nullptr);
    indent_.resize(indent_.size() - 2);
  }
  if (!hasDefault) line("default: __builtin_unreachable();");
  line("}");
}

} // namespace tw::source_c
