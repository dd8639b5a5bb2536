// Which graphs get a stack check.
#include "translator/flow/lltext.h"
#include "translator/stackcheckinsertion/stackcheckinsertion.h"

#include <gtest/gtest.h>

namespace tw::stackcheckinsertion {
namespace {

class StackChecks : public testing::Test {
protected:
  // Graphs by name, with the names of what they call: "a b c" calls b and c.
  void load(std::vector<std::vector<std::string>> graphs) {
    std::string text;
    for (const auto& graph : graphs) text += "declare " + graph[0] + ": func() -> Void\n";
    for (const auto& graph : graphs) {
      text += "graph " + graph[0] + "() {\n  b0():\n";
      for (size_t i = 1; i < graph.size(); ++i) text += "    direct_call(&" + graph[i] + ")\n";
      text += "    goto return(None)\n  return(r_0: Void)\n"
              "  except(e_1: Address, v_2: Address)\n}\n";
    }
    module = flow::parseModule(text, context, dialect);
  }

  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const flow::FunctionGraph* graph : graphsToCheck(module.graphs))
      result.push_back(graph->name);
    return result;
  }

  using Names = std::vector<std::string>;
  lltype::TypeTable types;
  lltype::Heap heap{types};
  flow::GraphContext context;
  flow::LowLevelText dialect{heap};
  flow::LowLevelModule module;
};

TEST_F(StackChecks, NoRecursionNoCheck) {
  load({{"main", "a", "b"}, {"a", "b"}, {"b"}});
  EXPECT_EQ(names(), Names{});
}

TEST_F(StackChecks, OneCheckCutsAllCyclesThroughTheHub) {
  load({{"main", "eval"},
        {"eval", "add", "call", "if_"},
        {"add", "eval"},
        {"call", "eval"},
        {"if_", "eval"}});
  EXPECT_EQ(names(), Names{"eval"});
}

TEST_F(StackChecks, SelfRecursionIsCut) {
  load({{"main", "a"}, {"a", "a", "b"}, {"b", "a"}});
  EXPECT_EQ(names(), Names{"a"});
}

TEST_F(StackChecks, SeparateCyclesGetTheirOwn) {
  load({{"a", "b"}, {"b", "a", "c"}, {"c", "d"}, {"d", "c"}});
  EXPECT_EQ(names().size(), 2u);
}

TEST_F(StackChecks, TheOperationComesFirst) {
  load({{"a", "a"}});
  EXPECT_EQ(insertStackChecks(module.graphs, types.voidType()), 1u);
  EXPECT_EQ(module.graphs[0]->startBlock->operations[0]->op, flow::OpCode::LlStackCheck);
  module.graphs[0]->check();
}

} // namespace
} // namespace tw::stackcheckinsertion
