// What source_c hands to compile_c: the text of a program in C.
#pragma once

#include <string>
#include <vector>

namespace tw {

struct GeneratedFile {
  std::string name; // "bf.c": relative to the directory that holds all files
  std::string text;
};

struct GeneratedProgram {
  std::vector<GeneratedFile> files;    // .c files are compiled; .h files are only there
  std::vector<std::string> sources;    // C files of the target's own to compile too
  std::vector<std::string> libraries;  // names for -l, in link order
};

} // namespace tw
