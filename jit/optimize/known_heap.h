// What the optimizer knows of memory: values of fields and array items, and stores that it delays.
//
// Per descriptor there is a list of known values and at most one delayed store ("lazy set": a later
// store to the same place makes it vanish). Two objects may be the same unless they are different
// constants, or one is of another class; two items may be the same unless their indices are
// different constants.
#pragma once

#include "jit/optimize/values.h"

#include <unordered_map>

namespace tw::jit {

struct Place {
  ValueId object;
  ValueId index = kNoValue; // of the item; kNoValue for fields
};

struct KnownPlace {
  Place place;
  ValueId value;
};

class KnownHeap {
public:
  explicit KnownHeap(Values& values) : values_(values) {}

  // kNoValue: unknown. A delayed store to that very place counts.
  ValueId lookup(uint32_t descr, Place place);
  void remember(uint32_t descr, Place place, ValueId value);
  // Forgets what a store to the place may change.
  void forgetAliases(uint32_t descr, Place place);
  void forget(uint32_t descr);
  // Everything but the fields that never change.
  void forgetAll();

  // The delayed store of the descriptor; null if there is none.
  KnownPlace* delayed(uint32_t descr);
  void delay(uint32_t descr, Place place, ValueId value);
  void dropDelayed(uint32_t descr);
  bool mayAlias(uint32_t descr, Place a, Place b) const;
  bool isSame(Place a, Place b) const;

  // Descriptors in the order of their first use.
  std::span<const uint32_t> descrs() const { return order_; }
  std::span<const KnownPlace> known(uint32_t descr);

private:
  struct PerDescr {
    std::vector<KnownPlace> known;
    KnownPlace delayed{{kNoValue, kNoValue}, kNoValue};
    bool isDelayed = false;
  };
  PerDescr& of(uint32_t descr);
  PerDescr* ifAny(uint32_t descr);

  Values& values_;
  std::vector<PerDescr> entries_;
  std::vector<uint32_t> order_;
  std::unordered_map<uint32_t, uint32_t> index_;
};

} // namespace tw::jit
