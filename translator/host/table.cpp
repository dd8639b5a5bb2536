// The hash table of dicts and sets; see table.h for the layout.
#include "translator/host/table.h"

#include "translator/host/host.h"

#include <cstring>

namespace tw::host {

uint64_t hashBytes(const char* data, size_t size) {
  // Python's own string hash, so that a program that prints hash() agrees.
  if (size == 0) return 0;
  uint64_t x = static_cast<uint64_t>(static_cast<unsigned char>(data[0])) << 7;
  for (size_t i = 0; i < size; ++i) x = (1000003 * x) ^ static_cast<unsigned char>(data[i]);
  return x ^ size;
}

uint64_t stringHash(const StrObject* string) {
  if (string->hash == 0) {
    const_cast<StrObject*>(string)->hash = hashBytes(string->value.data(), string->value.size());
  }
  return string->hash;
}

namespace {

// Spreads the hash over the index, whose low bits alone would collide for
// integers that are multiples of a power of two.
inline size_t slotOf(uint64_t hash, size_t mask) {
  return (hash * 0x9E3779B97F4A7C15ull >> 32) & mask;
}

// An ASCII unicode equals the str of the same characters.
bool sameText(const StrObject* a, const Object* b) {
  if (b->kind == Kind::Str) return a->value == as<StrObject>(b)->value;
  if (b->kind != Kind::Unicode) return false;
  const auto& text = as<UnicodeObject>(b)->value;
  if (text.size() != a->value.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(a->value[i]);
    if (c >= 128 || text[i] != c) return false;
  }
  return true;
}

} // namespace

template <class Match> int64_t Table::probe(uint64_t hash, Match match) const {
  if (index_.empty()) {
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].key != nullptr && entries_[i].hash == hash && match(entries_[i].key))
        return static_cast<int64_t>(i);
    }
    return -1;
  }
  const size_t mask = index_.size() - 1;
  for (size_t slot = slotOf(hash, mask);; slot = (slot + 1) & mask) {
    const uint32_t position = index_[slot];
    if (position == kFree) return -1;
    const Entry& e = entries_[position];
    if (e.key != nullptr && e.hash == hash && match(e.key)) return position;
    // `match` may run Python code that changes this very table.
    if (index_.size() != mask + 1) return probe(hash, match);
  }
}

int64_t Table::findString(const StrObject* key) const {
  if (index_.empty() && key->interned) {
    for (size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i].key == key) return static_cast<int64_t>(i);
  }
  return probe(stringHash(key), [key](const Object* k) { return k == key || sameText(key, k); });
}

Object* Table::find(const StrObject* key) const {
  const int64_t position = findString(key);
  return position < 0 ? nullptr : entries_[position].value;
}

int64_t Table::findEntry(Host& host, Object* key) const {
  if (key->kind == Kind::Str && key->cls == host.types().str) return findString(as<StrObject>(key));
  return findEntry(host, key, host.hash(key));
}

int64_t Table::findEntry(Host& host, Object* key, uint64_t hash) const {
  return probe(hash, [&](Object* k) { return k == key || host.equal(k, key); });
}

Object* Table::find(Host& host, Object* key) const {
  const int64_t position = findEntry(host, key);
  return position < 0 ? nullptr : entries_[position].value;
}

void Table::set(StrObject* key, Object* value) {
  const int64_t position = findString(key);
  if (position >= 0)
    entries_[position].value = value;
  else
    insert(key, value, stringHash(key));
}

void Table::set(Host& host, Object* key, Object* value) {
  if (key->kind == Kind::Str && key->cls == host.types().str) return set(as<StrObject>(key), value);
  const uint64_t hash = host.hash(key);
  const int64_t position = findEntry(host, key, hash);
  if (position >= 0)
    entries_[position].value = value;
  else
    insert(key, value, hash);
}

bool Table::remove(StrObject* key) {
  const int64_t position = findString(key);
  if (position < 0) return false;
  removeAt(static_cast<size_t>(position));
  return true;
}

bool Table::remove(Host& host, Object* key) {
  const int64_t position = findEntry(host, key);
  if (position < 0) return false;
  removeAt(static_cast<size_t>(position));
  return true;
}

void Table::removeAt(size_t position) {
  entries_[position].key = nullptr;
  entries_[position].value = nullptr;
  --live_;
  // Holes at the end go away at once, so that popitem() stays cheap; the index
  // still names them, hence only while there is no index.
  if (live_ == 0) return clear();
  if (index_.empty()) {
    while (!entries_.empty() && entries_.back().key == nullptr) entries_.pop_back();
  }
}

void Table::clear() {
  entries_.clear();
  index_.clear();
  live_ = 0;
}

void Table::insert(Object* key, Object* value, uint64_t hash) {
  const bool full =
      index_.empty() ? entries_.size() >= kLinear : (entries_.size() + 1) * 3 > index_.size() * 2;
  if (full) {
    size_t wanted = 16;
    while (wanted < (live_ + 1) * 3) wanted *= 2;
    rebuild(live_ < kLinear ? 0 : wanted);
  }
  const uint32_t position = static_cast<uint32_t>(entries_.size());
  entries_.push_back({key, value, hash});
  ++live_;
  if (index_.empty()) return;
  const size_t mask = index_.size() - 1;
  size_t slot = slotOf(hash, mask);
  while (index_[slot] != kFree) slot = (slot + 1) & mask;
  index_[slot] = position;
}

void Table::rebuild(size_t indexSize) {
  std::erase_if(entries_, [](const Entry& e) { return e.key == nullptr; });
  index_.assign(indexSize, kFree);
  if (indexSize == 0) return;
  const size_t mask = indexSize - 1;
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    size_t slot = slotOf(entries_[i].hash, mask);
    while (index_[slot] != kFree) slot = (slot + 1) & mask;
    index_[slot] = i;
  }
}

} // namespace tw::host
