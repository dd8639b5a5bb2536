// Walks recorded traces and resume data beside each other, and names the first mistake.
#include "jit/metainterp/check.h"

#include "jit/metainterp/resume_reader.h"
#include "jit/trace/verify.h"
#include "runtime/prelude.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace tw::jit {

namespace {

// What the reader makes of resume data, without making it: a value is an operand's meaning.
struct Symbol {
  enum class What : uint8_t { Nothing, Box, Constant, Virtual } what = What::Nothing;
  Kind kind = Kind::Void;
  int64_t word = 0; // number of the exit value; the constant; index in SymbolSink::made
  bool operator==(const Symbol&) const = default;
};

// Records how each virtual is filled in.
class SymbolSink {
public:
  using Value = Symbol;
  using What = Symbol::What;
  using Place = std::pair<uint32_t, Word>; // descriptor, index of the item or -1

  struct Made {
    std::map<Place, Symbol> parts;
    std::vector<Symbol> texts;  // strings: what is copied in, in order
    std::vector<Symbol> bounds; // start and length of each
  };
  std::vector<Made> made;
  std::vector<Symbol> byNumber; // of virtuals

  static bool isNothing(const Value& value) { return value.what == What::Nothing; }
  Value box(uint32_t exit, Kind kind) { return {What::Box, kind, exit}; }
  Value constant(Kind kind, Word word) { return {What::Constant, kind, word}; }
  Value nothing() { return {}; }
  Value& known(uint32_t number) { return byNumber[number]; }
  Value newStruct(uint32_t) { return fresh(Kind::Ref); }
  Value newArray(uint32_t, Word) { return fresh(Kind::Ref); }
  Value newString(bool, const Value&) { return fresh(Kind::Ref); }
  Value newRaw(uint32_t, Word, Word) { return fresh(Kind::Int); }
  void setField(const Value& to, uint32_t descr, const Value& value) { set(to, descr, -1, value); }
  void setItem(const Value& to, Word index, uint32_t descr, const Value& value) {
    set(to, descr, index, value);
  }
  void setInterior(const Value& to, Word index, uint32_t descr, const Value& value) {
    set(to, descr, index, value);
  }
  void setChar(bool, const Value& to, Word index, const Value& value) {
    set(to, kNone, index, value);
  }
  void setRaw(const Value& to, Word offset, uint32_t descr, const Value& value) {
    set(to, descr, offset, value);
  }
  void copyString(bool, const Value& from, const Value& to, const Value& start, const Value&,
                  const Value& length) {
    Made& target = made[size_t(to.word)];
    target.texts.push_back(from);
    target.bounds.push_back(start);
    target.bounds.push_back(length);
  }
  Value length(bool, const Value&) { return {}; }
  Value add(const Value& a, const Value& b) {
    const Value sum = fresh(Kind::Int);
    made.back().texts.push_back(a);
    made.back().bounds.push_back(b);
    return sum;
  }
  // Stores that are pending at the guard go here.
  std::vector<std::tuple<Symbol, uint32_t, Word, Symbol>> stores;
  bool isStoring = false;

private:
  Symbol fresh(Kind kind) {
    made.emplace_back();
    return {What::Virtual, kind, Word(made.size() - 1)};
  }
  void set(const Value& to, uint32_t descr, Word index, const Value& value) {
    if (isStoring)
      stores.emplace_back(to, descr, index, value);
    else
      made[size_t(to.word)].parts[{descr, index}] = value;
  }
};

// Compares decoded values with what the snapshot and the view say of them.
class ResumeCheck {
public:
  ResumeCheck(const Snapshots& snapshots, OptimizerView& view, const Trace& optimized,
              const Guard& guard, std::span<const Operand> exitValues)
      : snapshots_(snapshots), view_(view), optimized_(optimized), exitValues_(exitValues),
        reader_(guard, sink_) {
    sink_.byNumber.resize(reader_.virtualCount());
  }

  std::string run(const GuardSnapshot& snapshot, std::span<const PendingStore> pending) {
    reader_.makeVirtuals();
    sink_.isStoring = true;
    reader_.pendingStores(true);
    sink_.isStoring = false;
    if (sink_.stores.size() != pending.size()) return "another number of pending stores";
    for (size_t index = 0; index < pending.size(); ++index) {
      const auto& [object, descr, item, value] = sink_.stores[index];
      const PendingStore& store = pending[index];
      if (descr != store.descr || item != store.index) return "a pending store to another place";
      expect(store.object, object, "object of a pending store");
      expect(store.value, value, "value of a pending store");
    }
    span(snapshot.firstVable, snapshot.vableCount, "value of the virtualizable");
    span(snapshot.firstVirtualRef, snapshot.virtualRefCount, "virtual reference");
    frames(snapshot.frame);
    for (size_t index = 0; index < virtuals_.size() && mistake_.empty(); ++index)
      compareVirtual(virtuals_[index].first, virtuals_[index].second);
    return mistake_;
  }

private:
  const Snapshots& snapshots_;
  OptimizerView& view_;
  const Trace& optimized_;
  std::span<const Operand> exitValues_;
  SymbolSink sink_;
  ResumeReader<SymbolSink> reader_;
  std::unordered_map<uint32_t, Word> numbers_;         // of virtuals, by identity
  std::deque<std::pair<VirtualShape, Word>> virtuals_; // met and to be compared
  std::string mistake_;

  void fail(std::string what) {
    if (mistake_.empty()) mistake_ = std::move(what);
  }

  void expect(Operand recorded, const Symbol& found, const char* what) {
    const Operand resolved = recorded ? view_.resolve(recorded) : Operand();
    uint32_t identity = 0;
    VirtualShape shape;
    if (recorded && !resolved && view_.virtualOf(recorded, &identity, &shape)) {
      if (found.what != Symbol::What::Virtual) return fail(std::string(what) + " is not virtual");
      const auto [known, isNew] = numbers_.try_emplace(identity, found.word);
      if (known->second != found.word)
        return fail(std::string(what) + " is another virtual object");
      if (isNew) virtuals_.emplace_back(std::move(shape), found.word);
      return;
    }
    Symbol expected;
    if (resolved.isConstant()) {
      const Constant& constant = optimized_.constants[resolved.index()];
      expected = {Symbol::What::Constant, constant.kind, constant.word};
    } else if (resolved) {
      expected = {Symbol::What::Box, optimized_.kindOf(resolved), -1};
      for (size_t index = 0; index < exitValues_.size(); ++index)
        if (exitValues_[index] == resolved) expected.word = Word(index);
    }
    if (expected != found) fail(std::string(what) + " is another value");
  }

  void span(uint32_t first, uint32_t count, const char* what) {
    if (reader_.count() != count) return fail(std::string("another number of values: ") + what);
    for (uint32_t index = 0; index < count; ++index)
      expect(snapshots_.operands[first + index], reader_.ownValue(), what);
  }

  void frames(uint32_t innermost) {
    std::vector<uint32_t> chain;
    for (uint32_t frame = innermost; frame != kNone; frame = snapshots_.frames[frame].caller)
      chain.push_back(frame);
    size_t seen = 0;
    reader_.frames([&](const tw_jitcode& code, uint32_t position, Kind result, auto next) {
      if (seen >= chain.size()) return fail("more frames than there were");
      const FrameSnapshot& frame = snapshots_.frames[chain[chain.size() - 1 - seen++]];
      if (code.index != frame.jitcode || position != frame.position) return fail("another frame");
      const uint32_t alive = Liveness(code, position).total();
      if (frame.count != alive + (result != Kind::Void)) return fail("another number of registers");
      for (const Operand operand : snapshots_.operandsOf(frame))
        expect(operand, next(), "a register");
    });
    if (seen != chain.size()) fail("fewer frames than there were");
  }

  void compareVirtual(const VirtualShape& shape, Word number) {
    using What = VirtualShape::What;
    const SymbolSink::Made& made = sink_.made[size_t(number)];
    const auto part = [&](uint32_t descr, Word index) {
      const auto found = made.parts.find({descr, index});
      return found == made.parts.end() ? Symbol() : found->second;
    };
    for (size_t index = 0; index < shape.parts.size(); ++index) {
      const Operand expected = shape.parts[index];
      switch (shape.what) {
      case What::Instance:
      case What::Struct:
        expect(expected,
               part(tw_jit_program.fields[descrAt(shape.descr).size.first_field + index], -1),
               "a field");
        break;
      case What::Array: expect(expected, part(shape.descr, Word(index)), "an item"); break;
      case What::ArrayOfStructs: {
        const tw_jit_descr& array = descrAt(shape.descr);
        const uint32_t width = array.array.field_count;
        expect(expected,
               part(tw_jit_program.fields[array.array.first_field + index % width],
                    Word(index / width)),
               "a field of an item");
        break;
      }
      case What::Str:
      case What::Unicode: expect(expected, part(kNone, Word(index)), "a character"); break;
      case What::StrConcat:
      case What::UnicodeConcat:
        if (made.texts.size() != 2) return fail("a concatenation of other than two strings");
        expect(expected, made.texts[index], "a part of a string");
        break;
      case What::StrSlice:
      case What::UnicodeSlice:
        if (made.texts.size() != 1) return fail("a slice of other than one string");
        expect(expected, index == 0 ? made.texts[0] : made.bounds[index - 1],
               "a bound of a string");
        break;
      case What::RawSlice:
        if (made.texts.size() != 1) return fail("a slice of other than one buffer");
        expect(expected, made.texts[0], "the buffer of a slice");
        if (made.bounds[0] != Symbol{Symbol::What::Constant, Kind::Int, shape.size})
          fail("a slice begins elsewhere");
        break;
      case What::RawBuffer:
        expect(expected, part(shape.descrs[index], Word(shape.offsets[index])),
               "a part of a buffer");
        break;
      }
    }
  }
};

// The values of a snapshot are defined before the guard, and of their registers' kinds.
class SnapshotCheck {
public:
  SnapshotCheck(const Trace& trace, const Snapshots& snapshots)
      : trace_(trace), snapshots_(snapshots) {}

  const char* guard(uint32_t at, uint32_t number) {
    if (number >= snapshots_.guards.size()) return "it has no snapshot";
    at_ = at;
    const GuardSnapshot& snapshot = snapshots_.guards[number];
    for (uint32_t frame = snapshot.frame; frame != kNone; frame = snapshots_.frames[frame].caller) {
      if (frame >= snapshots_.frames.size()) return "its snapshot has no frame";
      if (const char* mistake = values(snapshots_.frames[frame])) return mistake;
    }
    for (uint32_t index = 0; index < snapshot.vableCount; ++index)
      if (!isDefined(snapshots_.operands[snapshot.firstVable + index]))
        return "a value of the virtualizable is not defined here";
    for (uint32_t index = 0; index < snapshot.virtualRefCount; ++index)
      if (!isDefined(snapshots_.operands[snapshot.firstVirtualRef + index]))
        return "a virtual reference is not defined here";
    return nullptr;
  }

private:
  const Trace& trace_;
  const Snapshots& snapshots_;
  uint32_t at_ = 0;

  bool isDefined(Operand operand) const {
    if (!operand) return true;
    return operand.isConstant() ? operand.index() < trace_.constants.size()
                                : operand.index() < at_ && trace_.kindOf(operand) != Kind::Void;
  }

  const char* values(const FrameSnapshot& frame) {
    if (frame.jitcode >= tw_jit_program.jitcode_count) return "a frame has no jitcode";
    const tw_jitcode& code = *tw_jit_program.jitcodes[frame.jitcode];
    if (frame.position >= code.code_size || JitOp(code.code[frame.position]) != JitOp::Live)
      return "a frame resumes where nothing says what is alive";
    const Liveness alive(code, frame.position);
    if (frame.count != alive.total() && frame.count != alive.total() + 1)
      return "a frame has another number of registers";
    const auto operands = snapshots_.operandsOf(frame);
    size_t next = 0;
    for (unsigned bank = 0; bank < 3; ++bank)
      for (unsigned index = 0; index < alive.count[bank]; ++index, ++next)
        if (operands[next] && trace_.kindOf(operands[next]) != kindOfBank(bank))
          return "a register holds a value of another kind";
    for (const Operand operand : operands)
      if (!isDefined(operand)) return "a register's value is not defined here";
    return nullptr;
  }
};

} // namespace

std::string verifyRecorded(const Trace& trace, const Snapshots& snapshots) {
  std::string mistake = verifyTrace(trace, TraceForm::Recorded);
  SnapshotCheck check(trace, snapshots);
  for (uint32_t index = 0; index < trace.size() && mistake.empty(); ++index) {
    if (!isGuard(trace.ops[index].op)) continue;
    if (const char* wrong = check.guard(index, trace.ops[index].extra))
      mistake = "operation " + std::to_string(index) + " (" + opInfo(trace.ops[index].op).name +
                "): " + wrong;
  }
  return mistake;
}

std::string verifyResume(const GuardSnapshot& snapshot, const Snapshots& snapshots,
                         OptimizerView& view, std::span<const PendingStore> pending,
                         const Trace& optimized, const Guard& guard,
                         std::span<const Operand> exitValues) {
  return ResumeCheck(snapshots, view, optimized, guard, exitValues).run(snapshot, pending);
}

void expectNoMistake(const std::string& mistake, const char* what) {
  if (mistake.empty()) return;
  tw_fatal(("jit: " + std::string(what) + ": " + mistake).c_str());
}

} // namespace tw::jit
