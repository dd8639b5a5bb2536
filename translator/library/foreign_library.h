// Foreign code inside the translator: shared objects of it, made and loaded when the
// import-time Python or the interpreter of low-level graphs calls its functions.
#pragma once

#include "translator/lltype/lltype.h"
#include "translator/support/foreign.h"

#include <string>
#include <vector>

namespace tw::library {

class ForeignLibrary {
public:
  // One for each foreign code; it stays loaded as long as the process runs.
  static ForeignLibrary& of(const ForeignCode& code, const std::string& cc);

  // The code of a function or macro; null if there is none of that name. Throws
  // std::runtime_error if the C compiler or the loader refuses the code.
  void* find(const std::string& name, const lltype::FuncType& type);

  ForeignLibrary(const ForeignCode& code, std::string cc) : code_(code), cc_(std::move(cc)) {}

private:
  void load();
  void* modules();
  void* wrapped(const std::string& name, const lltype::FuncType& type);
  std::vector<std::string> compileFlags() const;
  std::vector<std::string> linkFlags() const;

  const ForeignCode code_;
  const std::string cc_;
  bool loaded_ = false;
  void* handle_ = nullptr; // null: nothing but headers
};

} // namespace tw::library
