// Source files and spans: where a construct stands in the user's program.
//
// A SourceFile is owned by the SourceManager and lives until the translation
// ends; every later form (bytecode, flow graph, annotation, low-level graph)
// refers to it by pointer. Lines and columns count from 1; columns are bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tw {

class SourceFile {
public:
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  // The text of a line without its line end; empty if there is no such line.
  std::string_view line(uint32_t number) const;
  uint32_t lineCount() const { return static_cast<uint32_t>(lineStarts_.size()); }

private:
  std::string path_;
  std::string text_;
  std::vector<uint32_t> lineStarts_;
};

// A place in a file: [first line, column] to [last line, column), end exclusive.
struct SourceSpan {
  const SourceFile* file = nullptr;
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t endLine = 0;
  uint32_t endColumn = 0;

  bool known() const { return file != nullptr && line != 0; }
  bool operator==(const SourceSpan&) const = default;
};

// Owns the source files of one translation.
class SourceManager {
public:
  const SourceFile& add(std::string path, std::string text);

private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

} // namespace tw
