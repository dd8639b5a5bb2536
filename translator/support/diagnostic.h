// Diagnostics: what a person reads when the target is not valid.
//
// A Diagnostic is one error with its place, the cause, and notes that tell the
// chain of places that led to it. Stages throw TranslationError; the driver
// prints it with the source line and a caret, and exits with status 1.
#pragma once

#include "translator/support/source.h"

#include <exception>
#include <string>
#include <vector>

namespace tw {

enum class Severity : uint8_t { Error, Warning, Note };

struct DiagnosticNote {
  SourceSpan span; // may be unknown: then only the message is printed
  std::string message;
};

struct Diagnostic {
  Severity severity = Severity::Error;
  SourceSpan span;
  std::string message;
  std::vector<DiagnosticNote> notes;
  std::string hint; // what to do about it; may be empty

  // file:line:col: error: message, source line, caret, then notes and hint.
  std::string render(bool color = false) const;
};

// Thrown by any stage for a program that cannot be translated.
class TranslationError : public std::exception {
public:
  explicit TranslationError(Diagnostic diagnostic) : diagnostic_(std::move(diagnostic)) {}
  TranslationError(SourceSpan span, std::string message)
      : diagnostic_{Severity::Error, span, std::move(message), {}, {}} {}

  const Diagnostic& diagnostic() const { return diagnostic_; }
  Diagnostic& diagnostic() { return diagnostic_; }
  const char* what() const noexcept override { return diagnostic_.message.c_str(); }

private:
  Diagnostic diagnostic_;
};

} // namespace tw
