// What the tests of flow share: a host that runs source text, and the graphs
// of its functions as text.
#pragma once

#include "translator/flow/build.h"
#include "translator/flow/simplify.h"
#include "translator/flow/text.h"

#include "translator/host/host.h"
#include "translator/support/diagnostic.h"

#include <gtest/gtest.h>

namespace tw::flow {

class FlowTest : public testing::Test {
protected:
  FlowTest() { host.addEmbeddedPackage("runtime/rlib/", "rpython.rlib"); }

  // Executes the source; its names are then known to object() and to @NAME.
  void run(const std::string& source) {
    globals = host.newDict();
    try {
      host.evaluate(source, globals, "test.py", false);
    } catch (const host::HostError& error) {
      FAIL() << host.formatTraceback(error);
    }
  }

  host::Object* object(std::string_view name) {
    return host.globalOrBuiltin(globals, host.intern(name));
  }

  FunctionGraph* graphOf(std::string_view name) {
    return flowFunction(host::as<host::FunctionObject>(object(name)), context);
  }

  // The simplified graph of a function of `source`.
  std::string flow(const std::string& source, std::string_view name = "f") {
    run(source);
    return printGraph(*graphOf(name));
  }

  // The diagnostic that the function gives.
  std::string refusal(const std::string& source, std::string_view name = "f") {
    run(source);
    try {
      graphOf(name);
    } catch (const TranslationError& error) {
      return error.diagnostic().message;
    }
    return "accepted";
  }

  FunctionGraph* parse(std::string_view text) {
    return parseGraph(text, context,
                      TextDialect([this](std::string_view name) { return object(name); }));
  }

  Arena arena;
  SourceManager sources;
  host::Host host{arena, sources};
  GraphContext context{host};
  host::DictObject* globals = host.newDict();
};

} // namespace tw::flow
