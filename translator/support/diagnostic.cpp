// Renders a diagnostic: place, line, caret, notes, hint.
#include "translator/support/diagnostic.h"

#include <algorithm>

#include <fmt/format.h>

namespace tw {
namespace {

const char* severityName(Severity severity) {
  switch (severity) {
  case Severity::Error: return "error";
  case Severity::Warning: return "warning";
  case Severity::Note: return "note";
  }
  return "error";
}

const char* severityColor(Severity severity) {
  switch (severity) {
  case Severity::Error: return "\x1b[1;31m";
  case Severity::Warning: return "\x1b[1;35m";
  case Severity::Note: return "\x1b[1;36m";
  }
  return "";
}

// The marker under the source line: tabs are kept so that the caret lines up.
std::string caretLine(std::string_view line, const SourceSpan& span) {
  std::string out;
  size_t start = span.column > 0 ? span.column - 1 : 0;
  for (size_t i = 0; i < start && i < line.size(); ++i) out += line[i] == '\t' ? '\t' : ' ';
  size_t end = span.endLine == span.line ? span.endColumn - 1 : line.size();
  size_t width = end > start ? end - start : 1;
  width = std::min(width, std::max<size_t>(1, line.size() - std::min(line.size(), start)));
  out += '^';
  out.append(width - 1, '~');
  return out;
}

void renderPart(std::string& out, Severity severity, const SourceSpan& span,
                const std::string& message, bool color) {
  const char* on = color ? severityColor(severity) : "";
  const char* off = color ? "\x1b[0m" : "";
  if (span.known()) out += fmt::format("{}:{}:{}: ", span.file->path(), span.line, span.column);
  out += fmt::format("{}{}:{} {}\n", on, severityName(severity), off, message);
  if (!span.known()) return;
  std::string_view line = span.file->line(span.line);
  if (line.empty()) return;
  out += fmt::format("  {}\n  {}{}{}\n", line, on, caretLine(line, span), off);
}

} // namespace

std::string Diagnostic::render(bool color) const {
  std::string out;
  renderPart(out, severity, span, message, color);
  for (const DiagnosticNote& note : notes)
    renderPart(out, Severity::Note, note.span, note.message, color);
  if (!hint.empty()) out += fmt::format("hint: {}\n", hint);
  return out;
}

} // namespace tw
