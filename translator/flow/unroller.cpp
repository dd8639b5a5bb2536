// A host object that holds the items and how far the loop is.
#include "translator/flow/unroller.h"

#include <memory>

namespace tw::flow {
namespace {

struct Unroller final : host::ExternalObject {
  explicit Unroller(std::shared_ptr<const std::vector<host::Object*>> items, size_t index)
      : items(std::move(items)), index(index) {}

  std::shared_ptr<const std::vector<host::Object*>> items;
  size_t index;
  Unroller* next = nullptr;
};

const Unroller* unrollerOf(const host::Object* object) {
  if (!object || object->kind != host::Kind::External) return nullptr;
  return dynamic_cast<const Unroller*>(host::as<host::ExternalObject>(object));
}

Unroller* make(host::Host& host, std::shared_ptr<const std::vector<host::Object*>> items,
               size_t index) {
  return host.make<Unroller>(host.types().object, host::Kind::External, std::move(items), index);
}

} // namespace

host::Object* newUnroller(host::Host& host, std::vector<host::Object*> items) {
  return make(host, std::make_shared<const std::vector<host::Object*>>(std::move(items)), 0);
}

bool isUnroller(const host::Object* object) { return unrollerOf(object) != nullptr; }

host::Object* unrolledItem(const host::Object* unroller) {
  const Unroller* self = unrollerOf(unroller);
  return self->index < self->items->size() ? (*self->items)[self->index] : nullptr;
}

host::Object* nextUnroller(host::Host& host, host::Object* unroller) {
  auto self = const_cast<Unroller*>(unrollerOf(unroller));
  if (!self->next) self->next = make(host, self->items, self->index + 1);
  return self->next;
}

} // namespace tw::flow
