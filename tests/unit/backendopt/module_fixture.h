// A module in text form, to transform, print and run.
#pragma once

#include "translator/flow/lltext.h"
#include "translator/lltype/llinterp/llinterp.h"

#include <gtest/gtest.h>

namespace tw::backendopt {

inline constexpr const char* kClasses = R"(
  struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
  struct %object gc { }
  struct %Exception gc %object { }
  struct %KeyError gc %Exception { key: Signed }
  struct %ValueError gc %Exception { }
  struct %OverflowError gc %Exception { }
  data vt_Exception %vtable { subclassrange_min: 1, subclassrange_max: 10 }
  data vt_OverflowError %vtable { subclassrange_min: 2, subclassrange_max: 3 }
  data vt_KeyError %vtable { subclassrange_min: 3, subclassrange_max: 4 }
  data vt_ValueError %vtable { subclassrange_min: 4, subclassrange_max: 5 }
  vtable %Exception &vt_Exception
  vtable %OverflowError &vt_OverflowError
  vtable %KeyError &vt_KeyError
  vtable %ValueError &vt_ValueError
  data overflow %OverflowError { }
  data value_error %ValueError { }
)";

// The final blocks, which every graph of the tests has alike.
inline constexpr const char* kEnd = R"(
      return(r_900: Signed)
      except(e_901: *%vtable, v_902: *%object)
    }
)";

class ModuleTest : public testing::Test {
protected:
  // Every "END" stands for kEnd.
  void load(std::string text) {
    text = kClasses + text;
    for (size_t at; (at = text.find("END")) != std::string::npos;) text.replace(at, 3, kEnd);
    module = flow::parseModule(text, context, dialect);
  }

  flow::FunctionGraph& graph(std::string_view name) { return *module.find(name); }

  std::string print(std::string_view name) {
    flow::PrintOptions options;
    options.dialect = &dialect;
    return flow::printGraph(graph(name), options);
  }
  bool has(std::string_view name, std::string_view text) {
    return print(name).find(text) != std::string::npos;
  }

  llinterp::Outcome call(std::string_view name, std::vector<lltype::Word> args) {
    llinterp::Options options;
    options.exceptions.overflowError = dialect.find("overflow")->word();
    options.exceptions.memoryError = dialect.find("value_error")->word();
    return llinterp::Interpreter(heap, options).call(graph(name), args);
  }
  // The result, or -1000 - subclassrange_min of the exception.
  int64_t run(std::string_view name, std::vector<lltype::Word> args) {
    llinterp::Outcome outcome = call(name, std::move(args));
    if (!outcome.raised()) return lltype::asInt(outcome.value);
    return -1000 - *lltype::asPointer<const int64_t>(outcome.excType);
  }

  lltype::TypeTable types;
  lltype::Heap heap{types};
  flow::GraphContext context;
  flow::LowLevelText dialect{heap};
  flow::LowLevelModule module;
};

} // namespace tw::backendopt
