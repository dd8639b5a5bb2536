// What source_c hands to compile_c: the text of a program in C.
#pragma once

#include <string>
#include <vector>

namespace tw {

struct GeneratedFile {
  std::string name; // "bf.c": relative to the directory that holds all files
  std::string text;
  std::vector<std::string> flags{}; // of the compiler, for this file
  bool isForeign = false;           // sees headers that are not ours: an object of it is not reused
};

// A C file of the target's own.
struct ForeignSource {
  std::string path;
  std::vector<std::string> flags;
};

struct GeneratedProgram {
  std::vector<GeneratedFile> files;      // .c files are compiled; .h files are only there
  std::vector<ForeignSource> sources;    // compiled, too
  std::vector<std::string> libraries;    // names for -l, in link order
  std::vector<std::string> linkInputs{}; // flags and files in front of the libraries
};

} // namespace tw
