// Annotates functions given as source text.
#pragma once

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/lltype.h"
#include "translator/support/diagnostic.h"

#include <gtest/gtest.h>

#include <string>

namespace tw::annotate {

class AnnotateTest : public ::testing::Test {
protected:
  AnnotateTest() { host_.addEmbeddedPackage("runtime/rlib/", "rpython.rlib"); }

  host::Object* name(std::string_view name) { return globals_->table.find(host_.intern(name)); }
  host::FunctionObject* function(std::string_view name) {
    return host::as<host::FunctionObject>(this->name(name));
  }
  void define(std::string_view source) {
    globals_ = host_.newDict();
    host_.evaluate(source, globals_, "test.py", false);
  }

  // The dumped annotation of the result of f(args).
  std::string resultOf(std::string_view source, std::vector<const Annotation*> args = {}) {
    define(source);
    flow::FunctionGraph* graph = annotator_.annotateFunction(function("f"), std::move(args));
    return dump(annotator_.resultOf(*graph));
  }

  // The error that annotating f(args) gives; fails the test if there is none.
  Diagnostic errorOf(std::string_view source, std::vector<const Annotation*> args = {}) {
    define(source);
    try {
      annotator_.annotateFunction(function("f"), std::move(args));
    } catch (const TranslationError& error) {
      return error.diagnostic();
    }
    ADD_FAILURE() << "no error";
    return {};
  }

  static bool notesMention(const Diagnostic& diagnostic, std::string_view text, uint32_t line = 0) {
    for (const DiagnosticNote& note : diagnostic.notes)
      if (note.message.find(text) != std::string::npos && (line == 0 || note.span.line == line))
        return true;
    return false;
  }

  SourceManager sources_;
  Arena arena_;
  host::Host host_{arena_, sources_};
  flow::GraphContext graphs_{host_};
  lltype::TypeTable types_;
  Annotator annotator_{host_, graphs_, types_};
  host::DictObject* globals_ = nullptr;
};

} // namespace tw::annotate
