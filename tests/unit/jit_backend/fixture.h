// Traces from text, assembled and run.
#pragma once

#include "jit/backend/x86_64/backend.h"
#include "jit/trace/text.h"
#include "tests/unit/jit_backend/program.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>

namespace tw::jit::testing {

inline int64_t floatWord(double value) {
  int64_t word;
  std::memcpy(&word, &value, sizeof word);
  return word;
}
inline double wordFloat(int64_t word) {
  double value;
  std::memcpy(&value, &word, sizeof value);
  return value;
}
template <class T> int64_t refWord(T* object) { return reinterpret_cast<int64_t>(object); }

class BackendTest : public ::testing::Test {
public:
  BackendTest() { resetHeap(); }
  ~BackendTest() override {
    exitRecord.guard = nullptr;
    for (auto& token : tokens)
      for (auto& code : token->code) backend.release(*code);
    duringCall = nullptr;
  }

  // A piece under construction: its guards, by name, are owned by `code`.
  Trace parse(std::string_view text, CompiledCode& code) {
    TraceReader reader;
    reader.descr = descrByName;
    reader.address = addressByName;
    reader.object = [this](std::string_view name) -> void* {
      return objects.at(std::string(name));
    };
    reader.target = [this, &code](std::string_view name) {
      LoopTarget*& target = targets[std::string(name)];
      if (!target) {
        code.targets.push_back(std::make_unique<LoopTarget>());
        target = code.targets.back().get();
        target->token = code.token;
      }
      return target;
    };
    reader.guard = [this, &code](std::string_view name, Op op) {
      code.guards.push_back(std::make_unique<Guard>(&code));
      Guard* guard = code.guards.back().get();
      if (op == Op::Finish)
        guard->kind = name == "exception" ? GuardKind::ExitWithException : GuardKind::DoneWithFrame;
      guards[std::string(name)] = guard; // the last one of that name
      guardNames[guard] = name;
      return guard;
    };
    Trace trace;
    EXPECT_EQ(parseTrace(text, reader, &trace), "") << text;
    return trace;
  }

  LoopToken& loop(std::string_view text) {
    tokens.push_back(std::make_unique<LoopToken>());
    LoopToken& token = *tokens.back();
    token.code.push_back(std::make_unique<CompiledCode>());
    token.code.back()->token = &token;
    const Trace trace = parse(text, *token.code.back());
    EXPECT_TRUE(backend.assembleLoop(trace, token, *token.code.back()));
    return token;
  }

  void bridge(const char* guardName, std::string_view text) {
    Guard& from = *guards.at(guardName);
    LoopToken& token = *from.code->token;
    token.code.push_back(std::make_unique<CompiledCode>());
    token.code.back()->token = &token;
    const Trace trace = parse(text, *token.code.back());
    EXPECT_TRUE(backend.assembleBridge(trace, from, *token.code.back()));
  }

  Guard* run(LoopToken& token, std::vector<int64_t> arguments) {
    return backend.execute(token, arguments.data());
  }
  std::string guardName(const Guard* guard) const {
    const auto found = guardNames.find(guard);
    return found == guardNames.end() ? "?" : found->second;
  }
  // The name of the guard it left by, and the values.
  std::string left(LoopToken& token, std::vector<int64_t> arguments) {
    const Guard* guard = run(token, std::move(arguments));
    std::string text = guardName(guard);
    for (size_t index = 0; index < guard->exits().size(); ++index) {
      const Kind kind = guard->exits()[index].kind;
      text += " ";
      if (kind == Kind::Void)
        text += "-";
      else if (kind == Kind::Float)
        text += std::to_string(wordFloat(exitRecord.values[index]));
      else
        text += std::to_string(exitRecord.values[index]);
    }
    return text;
  }
  // What a trace that finishes gives.
  int64_t result(std::string_view text, std::vector<int64_t> arguments) {
    const Guard* guard = run(loop(text), std::move(arguments));
    EXPECT_EQ(guard->kind, GuardKind::DoneWithFrame) << text;
    return exitRecord.values[0];
  }

  x86::X86Backend backend{x86::X86Options{.checkAllocation = true}};
  std::map<std::string, void*> objects;
  std::map<std::string, LoopTarget*> targets;
  std::map<std::string, Guard*> guards;
  std::map<const Guard*, std::string> guardNames;
  std::vector<std::unique_ptr<LoopToken>> tokens;
};

} // namespace tw::jit::testing
