// Foreign code: what a program says about C code that it calls
// (ExternalCompilationInfo): how to declare it, compile it and link it.
#pragma once

#include <string>
#include <vector>

namespace tw {

struct ForeignCode {
  std::vector<std::string> preIncludeBits;  // text above the #includes
  std::vector<std::string> includes;        // header names
  std::vector<std::string> postIncludeBits; // text below the #includes
  std::vector<std::string> includeDirectories;
  std::vector<std::string> moduleSources; // texts of C files to compile
  std::vector<std::string> moduleFiles;   // paths of C files to compile
  std::vector<std::string> compileFlags;  // for the C files above
  std::vector<std::string> libraries;     // names for -l, in link order
  std::vector<std::string> libraryDirectories;
  std::vector<std::string> linkFiles; // objects and archives to link
  std::vector<std::string> linkFlags;

  // Does a declaration of ours not do: do headers or texts declare the functions?
  bool declares() const {
    return !preIncludeBits.empty() || !includes.empty() || !postIncludeBits.empty();
  }
  bool operator==(const ForeignCode&) const = default;
};

// The head of a C file that sees the declarations. Defines the words that such
// texts expect of the toolchain: RPY_EXTERN, RPY_EXPORTED, Signed, Unsigned.
std::string foreignHeader(const ForeignCode& code);

} // namespace tw
