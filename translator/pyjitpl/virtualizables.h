// Virtualizables: which fields of which classes the JIT keeps in registers.
#pragma once

#include "translator/pyjitpl/descrs.h"
#include "translator/pyjitpl/drivers.h"

namespace tw::pyjitpl {

struct Virtualizable {
  const lltype::StructType* type = nullptr; // the class that declares _virtualizable_
  std::vector<std::string> fields;          // low-level names
  std::vector<std::string> arrays;
  uint32_t size = 0, token = 0; // descriptors
  std::vector<uint32_t> fieldDescrs, arrayFieldDescrs, arrayDescrs;
};

class Virtualizables {
public:
  // One for each driver that has a virtualizable red.
  void find(const Drivers& drivers, host::Host& host, Descrs& descrs);

  const std::vector<Virtualizable>& all() const { return all_; }
  int ofDriver(const Driver& driver) const; // index, or -1
  // The virtualizable that the class is or derives from; null if none.
  const Virtualizable* of(const lltype::StructType& type) const;

private:
  std::vector<Virtualizable> all_;
  std::vector<int> ofDriver_;
};

} // namespace tw::pyjitpl
