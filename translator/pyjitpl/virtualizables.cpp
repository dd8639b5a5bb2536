// Finding the virtualizables of drivers.
#include "translator/pyjitpl/virtualizables.h"

#include "translator/support/diagnostic.h"

#include <algorithm>

namespace tw::pyjitpl {

using lltype::StructType;

namespace {

[[noreturn]] void fail(const Driver& driver, std::string message, std::string hint) {
  throw TranslationError(
      {Severity::Error, driver.mergePoint, std::move(message), {}, std::move(hint)});
}

} // namespace

void Virtualizables::find(const Drivers& drivers, host::Host&, Descrs& descrs) {
  for (const auto& driver : drivers.all()) {
    ofDriver_.push_back(-1);
    if (driver->virtualizableRed < 0) continue;
    const lltype::Type& red = *driver->reds[static_cast<size_t>(driver->virtualizableRed)];
    const StructType* type = &red.ptr().target().structure();
    if (!type->find(kVableToken))
      fail(*driver,
           "the virtualizable of the JitDriver is an instance of " + type->text().substr(1) +
               ", which declares no virtualizable fields",
           "write _virtualizable_ = ['field', 'array[*]'] into the class");
    type = &ownerOf(*type, kVableToken);
    auto known = std::ranges::find(all_, type, &Virtualizable::type);
    ofDriver_.back() = static_cast<int>(known - all_.begin());
    if (known != all_.end()) continue;
    Virtualizable made;
    made.type = type;
    made.size = descrs.size(*type);
    made.token = descrs.field(*type, kVableToken);
    for (const std::string& name : type->hints().virtualizableFields) {
      bool isArray = name.ends_with("[*]");
      std::string field = isArray ? name.substr(0, name.size() - 3) : name;
      const lltype::Field* found = type->find(field);
      if (!found) continue; // the program never uses it
      if (!isArray) {
        made.fields.push_back(field);
        made.fieldDescrs.push_back(descrs.field(*type, field));
        continue;
      }
      if (!found->type->isPtr() || !found->type->ptr().target().asArray())
        fail(*driver,
             "the virtualizable field '" + name.substr(name.find('_') + 1) +
                 "' is no list of fixed size",
             "make it by [None] * n, and never append to it or delete from it");
      made.arrays.push_back(field);
      made.arrayFieldDescrs.push_back(descrs.field(*type, field));
      made.arrayDescrs.push_back(descrs.array(found->type->ptr().target().array()));
    }
    all_.push_back(std::move(made));
  }
}

int Virtualizables::ofDriver(const Driver& driver) const { return ofDriver_[driver.index]; }

const Virtualizable* Virtualizables::of(const StructType& type) const {
  for (const Virtualizable& each : all_)
    if (type.derivesFrom(*each.type)) return &each;
  return nullptr;
}

} // namespace tw::pyjitpl
