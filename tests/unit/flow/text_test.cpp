// The text form: what is printed is read back as the same graph.
#include "fixture.h"

namespace tw::flow {
namespace {

constexpr const char* kLoop = R"(graph f(n) {
  b0(n_0):
    goto b1(n_0, 0)
  b1(n_1, total_2):
    v3 = gt(n_1, 0)
    v4 = bool(v3)
    if v4 goto b2(n_1, total_2) else return(total_2)
  b2(n_5, total_6):
    v7 = add(total_6, n_5)
    v8 = sub(n_5, 1)
    goto b1(v8, v7)
  return(result_9)
  except(etype_10, evalue_11)
}
)";

constexpr const char* kExceptions = R"(graph f(l, i) {
  b0(l_0, i_1):
    v2 = getitem(l_0, i_1)
    goto return(v2)
    on @IndexError (etype_3, evalue_4) goto b1()
    on @Exception (etype_5, evalue_6) goto except(etype_5, evalue_6)
  b1():
    setattr(@len, 'x\n\'', (1, 2.5, None, u'\u20ac', True))
    goto return(-1)
  return(result_7)
  except(etype_8, evalue_9)
}
)";

constexpr const char* kSwitch = R"(graph f(n) {
  b0(n_0):
    switch n_0 [
      1: return('one'),
      2: return('two'),
      default: return(None),
    ]
  return(result_1)
  except(etype_2, evalue_3)
}
)";

TEST_F(FlowTest, TextRoundTrip) {
  for (const char* text : {kLoop, kExceptions, kSwitch}) EXPECT_EQ(printGraph(*parse(text)), text);
}

TEST_F(FlowTest, TextErrorsTellTheLine) {
  try {
    parse("graph f(n) {\n  b0(n_0):\n    v1 = frobnicate(n_0)\n    goto return(v1)\n}");
    FAIL();
  } catch (const TextError& error) {
    EXPECT_NE(std::string(error.what()).find("line 3: unknown operation 'frobnicate'"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(FlowTest, CheckFindsUseOfForeignVariable) {
  EXPECT_THROW(parse("graph f(n) {\n b0(n_0):\n goto b1()\n b1():\n goto return(n_0)\n }"),
               std::logic_error);
}

TEST_F(FlowTest, DotShowsEveryBlock) {
  std::string dot = printDot(*parse(kLoop));
  for (const char* piece : {"digraph \"f\"", "b1 -> return", "total_2", "v3 = gt(n_1, 0)"})
    EXPECT_NE(dot.find(piece), std::string::npos) << piece;
}

} // namespace
} // namespace tw::flow
