// Small RPython functions through flow, annotate and rtype, executed by llinterp.
#pragma once

#include "translator/annotate/annotator.h"
#include "translator/flow/text.h"
#include "translator/host/host.h"
#include "translator/library/modules.h"
#include "translator/library/rules.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/llinterp/llinterp.h"
#include "translator/lltype/symbol.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <fstream>

namespace tw::rtype {

class Rtype : public testing::Test {
protected:
  // Annotates and rtypes function f of the source, whose parameters are ints.
  void load(const std::string& source, size_t argCount) {
    library::installModules(host, heap, symbols);
    library::installRules(host);
    std::string path = testing::TempDir() + "rtype_test_target_" + std::to_string(getpid()) + ".py";
    std::ofstream(path) << source;
    host::ModuleObject* module = host.runFile(path, false);
    auto* function = host::as<host::FunctionObject>(host.getAttr(module, "f"));
    std::vector<const annotate::Annotation*> args(argCount, annotator.integer());
    graph = annotator.annotateFunction(function, args);
    rtyper = std::make_unique<RTyper>(annotator, heap, symbols);
    rtyper->specialize();
  }

  llinterp::Outcome run(std::vector<int64_t> args) {
    std::vector<lltype::Word> words;
    for (int64_t arg : args) words.push_back(lltype::fromInt(arg));
    llinterp::Options options;
    options.exceptions.overflowError = rtyper->exceptions().standardInstance("OverflowError");
    return llinterp::Interpreter(heap, options).call(*graph, words);
  }

  int64_t value(std::vector<int64_t> args) {
    llinterp::Outcome outcome = run(std::move(args));
    EXPECT_FALSE(outcome.raised());
    return lltype::asInt(outcome.value);
  }

  // The same with a readable failure.
  int64_t compute(const std::string& source, std::vector<int64_t> args) {
    try {
      if (!graph) load(source, args.size());
      return value(std::move(args));
    } catch (const TranslationError& error) {
      ADD_FAILURE() << error.diagnostic().render();
    } catch (const host::HostError& error) {
      ADD_FAILURE() << host.formatTraceback(error);
    }
    return -1;
  }

  // The same for a function that returns a str.
  std::string text(const std::string& source, std::vector<int64_t> args) {
    auto string = static_cast<lltype::Word>(compute(source, std::move(args)));
    if (testing::Test::HasFailure() || !string) return "<none>";
    const lltype::StructType& type = *stringStruct(types);
    lltype::Word chars = lltype::fromPointer(lltype::fieldAddress(string, type, "chars"));
    std::string result;
    for (uint64_t i = 0; i < lltype::arrayLength(chars, *type.varArray()); ++i)
      result += static_cast<char>(lltype::getItem(chars, *type.varArray(), i));
    return result;
  }

  Arena arena;
  SourceManager sources;
  host::Host host{arena, sources};
  lltype::TypeTable types;
  lltype::Heap heap{types};
  lltype::SymbolTable symbols;
  flow::GraphContext graphs{host};
  annotate::Annotator annotator{host, graphs, types};
  std::unique_ptr<RTyper> rtyper;
  flow::FunctionGraph* graph = nullptr;
};

} // namespace tw::rtype
