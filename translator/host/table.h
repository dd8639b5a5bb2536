// Insertion-ordered hash table of objects: the storage of dicts and sets.
//
// Entries lie in one array in order of insertion; a removed entry leaves a hole
// (key null) until the array is compacted, so iterating by position is stable
// while nothing is inserted or removed. Tables of up to kLinear entries have no
// index and are searched linearly. Looking up an interned string compares
// pointers; other keys go through the hash and equality of their type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tw::host {

class Host;
struct Object;
struct StrObject;

class Table {
public:
  struct Entry {
    Object* key; // null: removed
    Object* value;
    uint64_t hash;
  };

  size_t size() const { return live_; }
  bool empty() const { return live_ == 0; }

  // Position-wise access, holes included: for (i < limit()) if (entry(i).key) ...
  size_t limit() const { return entries_.size(); }
  const Entry& entry(size_t position) const { return entries_[position]; }
  Entry& entry(size_t position) { return entries_[position]; }
  const std::vector<Entry>& entries() const { return entries_; }

  // Null if absent. The first form is for strings and needs no Host.
  Object* find(const StrObject* key) const;
  Object* find(Host& host, Object* key) const;
  bool contains(Host& host, Object* key) const { return findEntry(host, key) >= 0; }

  void set(StrObject* key, Object* value);
  void set(Host& host, Object* key, Object* value);
  // False if absent.
  bool remove(StrObject* key);
  bool remove(Host& host, Object* key);
  void removeAt(size_t position);
  void clear();

  // Position of the key or -1.
  int64_t findEntry(Host& host, Object* key) const;
  int64_t findEntry(Host& host, Object* key, uint64_t hash) const;

private:
  static constexpr size_t kLinear = 8;
  static constexpr uint32_t kFree = UINT32_MAX;

  int64_t findString(const StrObject* key) const;
  template <class Match> int64_t probe(uint64_t hash, Match match) const;
  void insert(Object* key, Object* value, uint64_t hash);
  void rebuild(size_t indexSize);

  std::vector<Entry> entries_;
  std::vector<uint32_t> index_; // power of two; positions in entries_; empty while small
  size_t live_ = 0;
};

uint64_t hashBytes(const char* data, size_t size);
uint64_t stringHash(const StrObject* string); // computes and caches

} // namespace tw::host
