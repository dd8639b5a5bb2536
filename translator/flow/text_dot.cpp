// printDot: a graph as Graphviz source.
#include "translator/flow/names.h"
#include "translator/flow/text.h"

namespace tw::flow {
namespace {

// Text inside a quoted label; every line is left-aligned.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\l";
    else
      out += c;
  }
  return out;
}

class DotWriter {
public:
  DotWriter(const FunctionGraph& graph, const PrintOptions& options)
      : graph_(graph), dialect_(options.dialect ? *options.dialect : defaultDialect_),
        names_(graph) {}

  std::string run() {
    out_ = "digraph \"" + escaped(graph_.name) + "\" {\n" +
           "  node [shape=box, fontname=\"monospace\", fontsize=10];\n" +
           "  edge [fontname=\"monospace\", fontsize=9];\n";
    for (const Block* block : names_.blocks()) writeBlock(*block);
    writeNode(*graph_.returnBlock, ", color=darkgreen");
    writeNode(*graph_.exceptBlock, ", color=red");
    out_ += "}\n";
    return std::move(out_);
  }

private:
  std::string value(Value value) {
    return value.isVariable() ? names_.variable(value.variable())
                              : dialect_.constantText(*value.constant());
  }

  template <class List> std::string values(const List& list) {
    std::string text = "(";
    for (auto item : list) {
      if (text.size() > 1) text += ", ";
      text += value(Value(item));
    }
    return text + ")";
  }

  void writeNode(const Block& block, const char* attributes) {
    std::string text = names_.block(&block) + values(block.inputArgs) + "\n";
    for (const Operation* op : block.operations) {
      text += names_.variable(op->result) + " = ";
      text += opInfo(op->op).name + values(op->args) + "\n";
    }
    if (block.exitSwitch) text += "switch " + value(block.exitSwitch) + "\n";
    out_ += "  " + names_.block(&block) + " [label=\"" + escaped(text) + "\"" + attributes + "];\n";
  }

  std::string edgeLabel(const Block& block, size_t index) {
    const Link& link = *block.exits[index];
    std::string label;
    if (block.exitKind == ExitKind::Bool)
      label = index == 0 ? "False " : "True ";
    else if (link.exitCase)
      label = dialect_.constantText(*link.exitCase) + " ";
    else if (link.llExitCase)
      label = dialect_.constantText(*link.llExitCase) + " ";
    else if (block.exitKind == ExitKind::Switch)
      label = "default ";
    return label + values(link.args);
  }

  void writeBlock(const Block& block) {
    writeNode(block, &block == graph_.startBlock ? ", color=blue" : "");
    for (size_t i = 0; i < block.exits.size(); ++i)
      out_ += "  " + names_.block(&block) + " -> " + names_.block(block.exits[i]->target) +
              " [label=\"" + escaped(edgeLabel(block, i)) + "\"];\n";
  }

  const FunctionGraph& graph_;
  TextDialect defaultDialect_;
  const TextDialect& dialect_;
  GraphNames names_;
  std::string out_;
};

} // namespace

std::string printDot(const FunctionGraph& graph, const PrintOptions& options) {
  return DotWriter(graph, options).run();
}

} // namespace tw::flow
