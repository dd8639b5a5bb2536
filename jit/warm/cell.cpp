// The table of jit cells.
#include "jit/warm/cell.h"

#include "jit/metainterp/memory.h"
#include "runtime/number.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace tw::jit {

namespace {

bool isReference(char type) { return type == 'r' || type == 's' || type == 'u'; }

// The bytes of the characters of a string or unicode green.
std::string_view charactersOf(char type, int64_t string) {
  const tw_jit_descr& descr = type == 's' ? strDescr() : unicodeDescr();
  return {itemAddress(asObject(string), descr, 0),
          size_t(arrayLength(descr, string)) * descr.array.item_size};
}

// The string's own hash, which it keeps once it has been asked for.
int64_t hashString(char type, int64_t string) {
  const tw_jit_descr& field =
      descrAt(type == 's' ? tw_jit_program.str_hash : tw_jit_program.unicode_hash);
  if (const int64_t known = getField(field, string)) return known;
  const std::string_view characters = charactersOf(type, string);
  const int64_t hash = type == 's'
                           ? tw_hash_bytes(characters.data(), Signed(characters.size()))
                           : tw_hash_unicode(reinterpret_cast<const u32*>(characters.data()),
                                             Signed(characters.size() / sizeof(u32)));
  if (hash != 0) setField(field, string, hash);
  return hash;
}

uint64_t hashGreen(char type, int64_t green) {
  switch (type) {
  case 's':
  case 'u': return green ? uint64_t(hashString(type, green)) : 0;
  case 'r': return green ? uint64_t(tw_gc_identityhash(asObject(green))) : 0;
  default: return uint64_t(green);
  }
}

bool equalGreen(char type, int64_t a, int64_t b) {
  if (a == b) return true;
  if ((type != 's' && type != 'u') || !a || !b) return false;
  return charactersOf(type, a) == charactersOf(type, b);
}

} // namespace

uint32_t hashGreens(const tw_jit_driver& driver, const int64_t* greens) {
  uint64_t hash = 0x9e3779b97f4a7c15u + driver.index;
  for (const char* type = driver.green_types; *type; ++type, ++greens) {
    hash = (hash ^ hashGreen(*type, *greens)) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return uint32_t(hash);
}

bool equalGreens(const tw_jit_driver& driver, const int64_t* a, const int64_t* b) {
  for (const char* type = driver.green_types; *type; ++type, ++a, ++b)
    if (!equalGreen(*type, *a, *b)) return false;
  return true;
}

JitCell::JitCell(uint32_t ofDriver, uint32_t withHash, const int64_t* values)
    : driver(ofDriver), hash(withHash),
      greens(values, values + std::strlen(tw_jit_program.drivers[ofDriver].greens)) {
  settle();
}

JitCell::~JitCell() {
  if (token) token->cell = nullptr;
  for (LoopToken* former : older) former->cell = nullptr;
}

void JitCell::visitRoots(VisitSlot visit, void* context) {
  const char* types = tw_jit_program.drivers[driver].green_types;
  for (size_t index = 0; index < greens.size(); ++index)
    if (isReference(types[index])) visit(reinterpret_cast<void**>(&greens[index]), context);
}

bool JitCell::isUseless() const {
  if (compiled() || (flags & (kTracing | kForceFinish))) return false;
  if (flags & kDontTraceHere) return (flags & kHadToken) != 0;
  return true;
}

CellTable::~CellTable() {
  for (JitCell* cell : chains_)
    while (cell) delete std::exchange(cell, cell->next);
}

JitCell* CellTable::find(uint32_t driver, uint32_t hash, const int64_t* greens) const {
  for (JitCell* cell = chains_[hash >> 20]; cell; cell = cell->next)
    if (cell->hash == hash && cell->driver == driver &&
        equalGreens(tw_jit_program.drivers[driver], cell->greens.data(), greens))
      return cell;
  return nullptr;
}

JitCell* CellTable::ensure(uint32_t driver, const int64_t* greens) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  const uint32_t hash = hashGreens(declaration, greens);
  if (JitCell* cell = find(driver, hash, greens)) return cell;
  auto* cell = new JitCell(driver, hash, greens);
  cell->next = chainOf(hash);
  chainOf(hash) = cell;
  return cell;
}

void CellTable::cleanUp(uint32_t hash) {
  for (JitCell** link = &chainOf(hash); *link;) {
    JitCell* cell = *link;
    if (cell->isUseless() && cell->aborts == 0) {
      *link = cell->next;
      delete cell;
    } else {
      link = &cell->next;
    }
  }
}

void CellTable::noteEviction(const LoopToken& token) {
  if (!token.cell) return;
  evictions_.resize(kChains);
  uint8_t& count = evictions_[token.cell->hash >> 20];
  if (count < kMostDelays) ++count;
}

void CellTable::forgive() {
  for (uint8_t& count : evictions_)
    if (count > 0) --count;
}

void CellTable::forget(LoopToken& token) {
  JitCell* cell = std::exchange(token.cell, nullptr);
  if (!cell) return;
  if (cell->token == &token) cell->token = nullptr;
  std::erase(cell->older, &token);
  if (cell->token || !cell->older.empty() || cell->aborts > 0 || !cell->isUseless()) return;
  JitCell** link = &chainOf(cell->hash);
  while (*link != cell) link = &(*link)->next;
  *link = cell->next;
  delete cell;
}

} // namespace tw::jit
