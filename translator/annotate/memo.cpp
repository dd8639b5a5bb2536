// The combinations of arguments, and the table that their results make.
#include "translator/annotate/memo.h"

#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

class MemoTable {
public:
  MemoTable(Annotator& annotator, FunctionDesc& desc) : annotator_(annotator), desc_(desc) {}

  // Calls share a table if they agree in the arguments that each of them knows.
  flow::FunctionGraph* graphFor(const std::vector<const Annotation*>& args) {
    std::vector<std::vector<host::Object*>> choices;
    std::string key;
    bool single = true;
    for (size_t i = 0; i < args.size(); ++i) {
      choices.push_back(valuesOf(args[i], i));
      const bool known = choices[i].size() == 1;
      key += known ? " " + constantKey(choices[i][0]) : " *";
      single &= known;
    }
    flow::FunctionGraph* graph = specialization(key);
    if (single && graph) return graph;
    std::vector<size_t>& table = desc_.memoTables[key];
    const size_t before = table.size();
    std::vector<host::Object*> combination(args.size());
    visit(choices, combination, 0, table);
    if (graph && table.size() == before) return graph;
    if (!graph) {
      graph = makeGraph(args.size());
      desc_.specializations.push_back({key, graph});
      annotator_.driver().registerGraph(*graph);
    }
    fill(*graph, table);
    if (!single) annotator_.driver().reflow({graph, graph->startBlock, nullptr});
    return graph;
  }

private:
  std::vector<host::Object*> valuesOf(const Annotation* arg, size_t index) {
    host::Host& host = annotator_.host();
    if (arg->constant()) return {arg->constant()};
    if (isKind(arg, Kind::Bool)) return {host.boolean(false), host.boolean(true)};
    if (auto* pbc = dynCast<PbcAnnotation>(arg)) {
      std::vector<host::Object*> values;
      for (Desc* desc : pbc->descs)
        if (desc->object) values.push_back(desc->object);
      if (pbc->canBeNone) values.push_back(host.none());
      if (values.size() == pbc->descs.size() + pbc->canBeNone) return values;
    }
    annotator_.fail("the argument '" + desc_.signature.argNames[index] + "' of '" + desc_.name() +
                        "' must be a constant, but it is " + describe(arg),
                    {{desc_.span(), "'" + desc_.name() + "' runs during the translation"}},
                    "memo functions take constants, bools, and prebuilt objects that are known one "
                    "by one (frozen instances, functions, classes)");
  }

  void visit(const std::vector<std::vector<host::Object*>>& choices,
             std::vector<host::Object*>& combination, size_t index, std::vector<size_t>& table) {
    if (index < choices.size()) {
      for (host::Object* value : choices[index]) {
        combination[index] = value;
        visit(choices, combination, index + 1, table);
      }
      return;
    }
    const size_t entry = entryOf(combination);
    if (std::ranges::find(table, entry) == table.end()) table.push_back(entry);
  }

  // The function runs once for a combination, whatever tables it is in.
  size_t entryOf(const std::vector<host::Object*>& combination) {
    const auto found = std::ranges::find_if(desc_.memo, [&](const auto& entry) {
      return std::equal(entry.args.begin(), entry.args.end(), combination.begin(), sameConstant);
    });
    if (found != desc_.memo.end()) return static_cast<size_t>(found - desc_.memo.begin());
    desc_.memo.push_back({combination, resultOf(combination)});
    return desc_.memo.size() - 1;
  }

  host::Object* resultOf(const std::vector<host::Object*>& args) {
    return annotator_.host().call(desc_.function(), host::Args{args, {}});
  }

  flow::FunctionGraph* specialization(const std::string& key) const {
    for (const Specialization& made : desc_.specializations)
      if (made.key == key) return made.graph;
    return nullptr;
  }

  flow::FunctionGraph* makeGraph(size_t argCount) {
    flow::FunctionGraph* graph = annotator_.graphContext().newGraph(desc_.name());
    graph->function = desc_.function();
    graph->span = desc_.span();
    graph->signature = desc_.signature;
    for (host::Object* value : desc_.function()->defaults)
      graph->defaults.push_back(annotator_.graphContext().newConstant(value));
    graph->startBlock = newBlock(*graph, argCount);
    return graph;
  }

  flow::Block* newBlock(flow::FunctionGraph& graph, size_t argCount) {
    flow::Block* block = graph.newBlock();
    for (size_t i = 0; i < argCount; ++i)
      block->inputArgs.push_back(
          annotator_.graphContext().newVariable(desc_.signature.argNames[i]));
    return block;
  }

  flow::Link* link(flow::Block& from, flow::Block& to, std::vector<flow::Value> args) {
    flow::Link* made = annotator_.graphContext().newLink(std::move(args), &to);
    made->source = &from;
    return made;
  }

  static std::vector<flow::Value> inputs(const flow::Block& block) {
    return {block.inputArgs.begin(), block.inputArgs.end()};
  }

  // The last combination needs no test: some one of them matches.
  void fill(flow::FunctionGraph& graph, const std::vector<size_t>& table) {
    flow::Block* block = graph.startBlock;
    block->exits.clear();
    block->operations.clear();
    block->exitKind = flow::ExitKind::None;
    block->exitSwitch = {};
    for (size_t i = 0; i < table.size(); ++i) {
      const FunctionDesc::MemoEntry& entry = desc_.memo[table[i]];
      flow::Value result = annotator_.graphContext().newConstant(entry.result);
      if (i + 1 == table.size()) {
        block->exits.push_back(link(*block, *graph.returnBlock, {result}));
        return;
      }
      flow::Block* next = newBlock(graph, entry.args.size());
      for (size_t a = 0; a < entry.args.size(); ++a) {
        const bool last = a + 1 == entry.args.size();
        flow::Block* then = last ? nullptr : newBlock(graph, entry.args.size());
        test(*block, a, entry.args[a]);
        block->exits.push_back(link(*block, *next, inputs(*block)));
        block->exits.push_back(last ? link(*block, *graph.returnBlock, {result})
                                    : link(*block, *then, inputs(*block)));
        block = then;
      }
      block = next;
    }
  }

  void test(flow::Block& block, size_t index, host::Object* value) {
    flow::GraphContext& context = annotator_.graphContext();
    const bool primitive = host::isInt(value) || host::isStr(value);
    flow::Variable* same = context.newVariable();
    block.operations.push_back(context.newOperation(
        primitive ? OpCode::Eq : OpCode::Is, {block.inputArgs[index], context.newConstant(value)},
        same, desc_.span()));
    block.exitKind = flow::ExitKind::Bool;
    block.exitSwitch = same;
  }

  Annotator& annotator_;
  FunctionDesc& desc_;
};

} // namespace

flow::FunctionGraph* memoGraph(Annotator& annotator, FunctionDesc& desc,
                               const std::vector<const Annotation*>& args) {
  return MemoTable(annotator, desc).graphFor(args);
}

} // namespace tw::annotate
