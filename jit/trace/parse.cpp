// Parser of traces: a line is an operation; '#' starts a comment line.
#include "jit/trace/text.h"
#include "jit/trace/tokens.h"

#include <charconv>
#include <optional>
#include <unordered_map>

namespace tw::jit {

namespace {

std::string_view strip(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// Splits at commas; the parts contain none.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  text = strip(text);
  while (!text.empty()) {
    const size_t comma = text.find(',');
    parts.push_back(strip(text.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return parts;
}

// The part between `open` and a final ')', if the text has that form.
std::optional<std::string_view> between(std::string_view text, std::string_view open) {
  if (!text.starts_with(open) || !text.ends_with(')')) return std::nullopt;
  return text.substr(open.size(), text.size() - open.size() - 1);
}

Kind kindOfName(char letter) {
  switch (letter) {
  case 'i': return Kind::Int;
  case 'p': return Kind::Ref;
  case 'f': return Kind::Float;
  default: return Kind::Void;
  }
}

Kind kindOfLetter(char letter) {
  return letter == 'i' ? Kind::Int : letter == 'r' ? Kind::Ref : Kind::Float;
}

// An operation's line, cut into its parts.
struct Line {
  std::string_view result;
  std::string_view name;
  std::string_view operands;
  std::optional<std::string_view> descr;
  std::optional<std::string_view> exit;
};

class Parser {
public:
  Parser(const TraceReader& reader, Trace* trace) : reader_(reader), trace_(*trace) {}

  std::string parse(std::string_view text) {
    trace_.clear();
    bool haveInputs = false;
    for (int number = 1; !text.empty(); ++number) {
      const size_t end = text.find('\n');
      const std::string_view line = strip(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (line.empty() || line.front() == '#') continue;
      const std::string wrong = haveInputs ? operation(line) : inputs(line);
      if (!wrong.empty()) return "line " + std::to_string(number) + ": " + wrong;
      haveInputs = true;
    }
    return haveInputs ? "" : "line 1: a trace begins with the list of its inputs";
  }

private:
  std::string inputs(std::string_view line) {
    if (!line.starts_with('[') || !line.ends_with(']'))
      return "a trace begins with the list of its inputs";
    for (const std::string_view name : split(line.substr(1, line.size() - 2))) {
      const Kind kind = kindOfName(name.empty() ? 0 : name.front());
      if (kind == Kind::Void) return "not the name of a variable: '" + std::string(name) + "'";
      if (!names_.emplace(name, trace_.addInput(kind)).second)
        return "defined twice: " + std::string(name);
    }
    return "";
  }

  static std::string cut(std::string_view line, Line* parts) {
    const size_t open = line.find('(');
    if (open == std::string_view::npos) return "an operation has the form name(operands)";
    std::string_view head = line.substr(0, open);
    if (const size_t equals = head.find('='); equals != std::string_view::npos) {
      parts->result = strip(head.substr(0, equals));
      head.remove_prefix(equals + 1);
    }
    parts->name = strip(head);
    std::string_view rest = line.substr(open + 1);
    size_t close;
    if (const size_t descr = rest.find("descr=<"); descr != std::string_view::npos) {
      const size_t end = rest.find(">)", descr);
      if (end == std::string_view::npos) return "descr=< lacks its >)";
      parts->descr = rest.substr(descr + 7, end - descr - 7);
      parts->operands = strip(rest.substr(0, descr));
      if (parts->operands.ends_with(',')) parts->operands.remove_suffix(1);
      close = end + 1;
    } else {
      const size_t list = rest.rfind('[');
      close = rest.rfind(')', list);
      if (close == std::string_view::npos) return "the operands lack their )";
      parts->operands = rest.substr(0, close);
    }
    const std::string_view tail = strip(rest.substr(close + 1));
    if (tail.empty()) return "";
    if (!tail.starts_with('[') || !tail.ends_with(']')) return "text behind the operation";
    parts->exit = tail.substr(1, tail.size() - 2);
    return "";
  }

  std::string operation(std::string_view text) {
    Line line;
    if (std::string wrong = cut(text, &line); !wrong.empty()) return wrong;
    const Op op = opByName(line.name);
    if (op == Op::Count) return "unknown operation: " + std::string(line.name);
    std::vector<Operand> operands;
    if (std::string wrong = list(line.operands, false, &operands); !wrong.empty()) return wrong;
    if (std::string wrong = checkKinds(op, operands); !wrong.empty()) return wrong;
    uint32_t descr = kNone, extra = kNone;
    if (std::string wrong = attach(op, line, operands, &descr, &extra); !wrong.empty())
      return wrong;
    const Operand result = trace_.add(op, operands, descr, extra);
    if (line.result.empty()) return "";
    if (opInfo(op).result == Kind::Void || kindOfName(line.result.front()) != opInfo(op).result)
      return std::string(line.result) + " is not a name for the result of " +
             std::string(line.name);
    if (!names_.emplace(line.result, result).second)
      return "defined twice: " + std::string(line.result);
    return "";
  }

  // The target, exit or descriptor of an operation.
  std::string attach(Op op, const Line& line, std::span<const Operand> operands, uint32_t* descr,
                     uint32_t* extra) {
    if (op == Op::Label || op == Op::Jump ||
        (op >= Op::CallAssemblerI && op <= Op::CallAssemblerN)) {
      LoopTarget* target = line.descr && reader_.target ? reader_.target(*line.descr) : nullptr;
      if (!target) return line.descr ? "unknown target" : "a target is missing";
      if (op == Op::Label && target->kinds.empty()) target->kinds = trace_.kindsOf(operands);
      *extra = uint32_t(trace_.targets.size());
      trace_.targets.push_back(target);
      return "";
    }
    if (isGuard(op) || op == Op::Finish) return exit(op, line, extra);
    if (!line.descr) return "";
    *descr = reader_.descr ? reader_.descr(*line.descr) : kNone;
    return *descr == kNone ? "unknown descriptor: " + std::string(*line.descr) : "";
  }

  std::string exit(Op op, const Line& line, uint32_t* extra) {
    if (!line.exit && !line.descr) return "";
    std::vector<Operand> values;
    if (std::string wrong = list(line.exit.value_or(""), true, &values); !wrong.empty())
      return wrong;
    Guard* guard = reader_.guard ? reader_.guard(line.descr.value_or(""), op) : nullptr;
    if (!guard) return "unknown guard: " + std::string(line.descr.value_or(""));
    guard->op = op;
    *extra = uint32_t(trace_.exits.size());
    trace_.exits.push_back({guard, uint32_t(trace_.exitValues.size()), uint32_t(values.size())});
    trace_.exitValues.insert(trace_.exitValues.end(), values.begin(), values.end());
    return "";
  }

  std::string list(std::string_view text, bool mayBeNone, std::vector<Operand>* operands) {
    for (const std::string_view part : split(text)) {
      Operand operand;
      if (!(mayBeNone && part == "None")) {
        operand = value(part);
        if (!operand) return "not a known value: '" + std::string(part) + "'";
      }
      operands->push_back(operand);
    }
    return "";
  }

  // None if it is unknown.
  Operand value(std::string_view text) {
    if (auto known = names_.find(text); known != names_.end()) return known->second;
    if (text == "ConstPtr(null)") return trace_.constRef(nullptr);
    if (auto name = between(text, "ConstPtr(")) {
      void* object = reader_.object ? reader_.object(*name) : nullptr;
      return object ? trace_.constRef(object) : Operand();
    }
    if (auto name = between(text, "ConstClass(")) {
      const int64_t address = reader_.address ? reader_.address(*name) : 0;
      return address ? trace_.constInt(address) : Operand();
    }
    return number(text);
  }

  Operand number(std::string_view text) {
    const char* end = text.data() + text.size();
    int64_t whole;
    if (auto read = std::from_chars(text.data(), end, whole);
        read.ec == std::errc() && read.ptr == end)
      return trace_.constInt(whole);
    double real;
    if (auto read = std::from_chars(text.data(), end, real);
        read.ec == std::errc() && read.ptr == end)
      return trace_.constFloat(real);
    return {};
  }

  std::string checkKinds(Op op, std::span<const Operand> operands) const {
    const char* expected = opInfo(op).operands;
    for (const Operand operand : operands) {
      if (*expected == 0) return "too many operands";
      if (*expected == '+') return "";
      if (*expected != '*' && kindOfLetter(*expected) != trace_.kindOf(operand))
        return "operand of the wrong kind: " + printOperand(trace_, operand);
      ++expected;
    }
    return *expected == 0 || *expected == '+' ? "" : "too few operands";
  }

  const TraceReader& reader_;
  Trace& trace_;
  std::unordered_map<std::string_view, Operand> names_; // views of the text
};

} // namespace

std::string parseTrace(std::string_view text, const TraceReader& reader, Trace* trace) {
  return Parser(reader, trace).parse(text);
}

} // namespace tw::jit
