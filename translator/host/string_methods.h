// The methods that str and unicode share, written once over the character type.
// Private to the host; instantiated by str_type.cpp and unicode_type.cpp.
#pragma once

#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <algorithm>

namespace tw::host {

// Traits: Char, View, Text, view(Host&, Object*) (coerces an argument),
// self(Object*), make(Host&, View), isSpace/isAlpha/isDigit/isUpper/isLower,
// toUpper/toLower.
template <class Traits> struct StringMethods {
  using Char = typename Traits::Char;
  using View = std::basic_string_view<Char>;
  using Text = std::basic_string<Char>;

  static View self(const Args& args) { return Traits::self(args[0]); }
  static Object* make(Host& host, View text) { return Traits::make(host, text); }

  // Where a pattern is unicode, the methods of str continue in unicode.
  static bool delegate(const Args& args) {
    if constexpr (sizeof(Char) == 1) {
      for (size_t i = 1; i < args.size(); ++i)
        if (args[i]->kind == Kind::Unicode) return true;
    }
    return false;
  }
  static Object* asUnicode(Host& host, const Args& args, const char* name) {
    std::vector<Object*> rest(args.positional.begin() + 1, args.positional.end());
    return host.call(host.getAttr(host.unicodeOf(args[0]), name), Args{rest, args.keywords});
  }

  // ---- Searching ------------------------------------------------------------------------------

  struct Range {
    int64_t start, end;
  };
  static Range range(Host& host, const Args& args, size_t first, size_t size) {
    const auto n = static_cast<int64_t>(size);
    const auto bound = [&](size_t i, int64_t absent) {
      Object* o = args.get(i);
      if (!o || isNone(o)) return absent;
      int64_t v = host.toIndex(o);
      if (v < 0) v = std::max<int64_t>(0, v + n);
      return v;
    };
    return {bound(first, 0), std::min(bound(first + 1, n), n)};
  }

  // Index in the whole text, or -1.
  static int64_t search(Host& host, const Args& args, bool backward) {
    const View text = self(args), pattern = Traits::view(host, args[1]);
    const Range r = range(host, args, 2, text.size());
    if (r.start > r.end) return -1;
    const View part =
        text.substr(static_cast<size_t>(r.start), static_cast<size_t>(r.end - r.start));
    const size_t at = backward ? part.rfind(pattern) : part.find(pattern);
    return at == View::npos ? -1 : static_cast<int64_t>(at) + r.start;
  }

  static Object* find(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "find");
    return host.newInt(search(host, args, false));
  }
  static Object* rfind(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "rfind");
    return host.newInt(search(host, args, true));
  }
  static Object* found(Host& host, int64_t at) {
    if (at < 0) host.raise(host.types().ValueError, "substring not found");
    return host.newInt(at);
  }
  static Object* index(Host& host, const Args& args) {
    return found(host, search(host, args, false));
  }
  static Object* rindex(Host& host, const Args& args) {
    return found(host, search(host, args, true));
  }

  static Object* count(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "count");
    const View text = self(args), pattern = Traits::view(host, args[1]);
    const Range r = range(host, args, 2, text.size());
    if (r.start > r.end) return host.newInt(0);
    if (pattern.empty()) return host.newInt(r.end - r.start + 1);
    const View part = text.substr(0, static_cast<size_t>(r.end));
    int64_t n = 0;
    for (size_t at = part.find(pattern, static_cast<size_t>(r.start)); at != View::npos;
         at = part.find(pattern, at + pattern.size()))
      ++n;
    return host.newInt(n);
  }

  static bool hasAffix(Host& host, const Args& args, Object* affix, bool atEnd) {
    const View text = self(args), part = Traits::view(host, affix);
    const Range r = range(host, args, 2, text.size());
    if (r.start > r.end || r.start > static_cast<int64_t>(text.size())) return false;
    const View window =
        text.substr(static_cast<size_t>(r.start), static_cast<size_t>(r.end - r.start));
    return atEnd ? window.ends_with(part) : window.starts_with(part);
  }
  template <bool AtEnd> static Object* affix(Host& host, const Args& args) {
    if (args[1]->kind == Kind::Tuple) {
      for (Object* item : as<TupleObject>(args[1])->items)
        if (hasAffix(host, args, item, AtEnd)) return host.boolean(true);
      return host.boolean(false);
    }
    if (delegate(args)) return asUnicode(host, args, AtEnd ? "endswith" : "startswith");
    return host.boolean(hasAffix(host, args, args[1], AtEnd));
  }

  // ---- Stripping and padding --------------------------------------------------------------------

  template <int Side>
  static Object* strip(Host& host, const Args& args) { // 1 left, 2 right, 3 both
    if (delegate(args))
      return asUnicode(host, args, Side == 1 ? "lstrip" : Side == 2 ? "rstrip" : "strip");
    View text = self(args);
    Object* set = args.get(1);
    const bool blanks = !set || isNone(set);
    const View chars = blanks ? View() : Traits::view(host, set);
    const auto drop = [&](Char c) {
      return blanks ? Traits::isSpace(c) : chars.find(c) != View::npos;
    };
    if (Side & 1)
      while (!text.empty() && drop(text.front())) text.remove_prefix(1);
    if (Side & 2)
      while (!text.empty() && drop(text.back())) text.remove_suffix(1);
    return make(host, text);
  }

  template <char Mode> static Object* justify(Host& host, const Args& args) { // 'l', 'r', 'c'
    const View text = self(args);
    const int64_t width = host.toInt(args[1]);
    const Char fill = args.size() > 2 ? Traits::view(host, args[2])[0] : Char(' ');
    const int64_t pad = std::max<int64_t>(0, width - static_cast<int64_t>(text.size()));
    int64_t left = Mode == 'r' ? pad : 0;
    if (Mode == 'c') left = pad / 2 + (pad & width & 1);
    return make(host, Text(static_cast<size_t>(left), fill) + Text(text) +
                          Text(static_cast<size_t>(pad - left), fill));
  }

  static Object* zfill(Host& host, const Args& args) {
    const View text = self(args);
    const int64_t pad = host.toInt(args[1]) - static_cast<int64_t>(text.size());
    if (pad <= 0) return make(host, text);
    const bool sign = !text.empty() && (text[0] == '+' || text[0] == '-');
    return make(host, Text(text.substr(0, sign)) + Text(static_cast<size_t>(pad), Char('0')) +
                          Text(text.substr(sign)));
  }

  static Object* expandtabs(Host& host, const Args& args) {
    const size_t size = args.size() > 1 ? static_cast<size_t>(host.toInt(args[1])) : 8;
    Text out;
    size_t column = 0;
    for (const Char c : self(args)) {
      if (c == '\t') {
        const size_t n = size ? size - column % size : 0;
        out.append(n, Char(' '));
        column += n;
      } else {
        out.push_back(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return make(host, out);
  }

  // ---- Splitting and joining --------------------------------------------------------------------

  static int64_t limit(Host& host, const Args& args) {
    Object* o = argument(args, 2, "maxsplit");
    const int64_t n = o ? host.toInt(o) : -1;
    return n < 0 ? INT64_MAX : n;
  }

  static Object* splitBlanks(Host& host, View text, int64_t max) {
    std::vector<Object*> parts;
    size_t i = 0;
    for (;;) {
      while (i < text.size() && Traits::isSpace(text[i])) ++i;
      if (i == text.size()) break;
      if (max-- <= 0) {
        parts.push_back(make(host, text.substr(i)));
        break;
      }
      const size_t start = i;
      while (i < text.size() && !Traits::isSpace(text[i])) ++i;
      parts.push_back(make(host, text.substr(start, i - start)));
    }
    return host.newList(std::move(parts));
  }

  static Object* rsplitBlanks(Host& host, View text, int64_t max) {
    std::vector<Object*> parts;
    size_t end = text.size();
    for (;;) {
      while (end > 0 && Traits::isSpace(text[end - 1])) --end;
      if (end == 0) break;
      if (max-- <= 0) {
        parts.push_back(make(host, text.substr(0, end)));
        break;
      }
      const size_t stop = end;
      while (end > 0 && !Traits::isSpace(text[end - 1])) --end;
      parts.push_back(make(host, text.substr(end, stop - end)));
    }
    std::reverse(parts.begin(), parts.end());
    return host.newList(std::move(parts));
  }

  static Object* split(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "split");
    const View text = self(args);
    int64_t max = limit(host, args);
    Object* sep = argument(args, 1, "sep");
    if (!sep || isNone(sep)) return splitBlanks(host, text, max);
    const View by = Traits::view(host, sep);
    if (by.empty()) host.raise(host.types().ValueError, "empty separator");
    std::vector<Object*> parts;
    size_t start = 0;
    for (size_t at; max-- > 0 && (at = text.find(by, start)) != View::npos; start = at + by.size())
      parts.push_back(make(host, text.substr(start, at - start)));
    parts.push_back(make(host, text.substr(start)));
    return host.newList(std::move(parts));
  }

  static Object* rsplit(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "rsplit");
    View text = self(args);
    int64_t max = limit(host, args);
    Object* sep = argument(args, 1, "sep");
    if (!sep || isNone(sep)) return rsplitBlanks(host, text, max);
    const View by = Traits::view(host, sep);
    if (by.empty()) host.raise(host.types().ValueError, "empty separator");
    std::vector<Object*> parts;
    for (size_t at; max-- > 0 && (at = text.rfind(by)) != View::npos; text = text.substr(0, at))
      parts.push_back(make(host, text.substr(at + by.size())));
    parts.push_back(make(host, text));
    std::reverse(parts.begin(), parts.end());
    return host.newList(std::move(parts));
  }

  static Object* splitlines(Host& host, const Args& args) {
    const View text = self(args);
    Object* o = argument(args, 1, "keepends");
    const bool keep = o && host.truth(o);
    std::vector<Object*> lines;
    for (size_t i = 0; i < text.size();) {
      size_t end = i;
      while (end < text.size() && text[end] != '\n' && text[end] != '\r') ++end;
      size_t next = end;
      if (next < text.size())
        next += text[next] == '\r' && next + 1 < text.size() && text[next + 1] == '\n' ? 2 : 1;
      lines.push_back(make(host, text.substr(i, (keep ? next : end) - i)));
      i = next;
    }
    return host.newList(std::move(lines));
  }

  template <bool Last> static Object* partition(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, Last ? "rpartition" : "partition");
    const View text = self(args), by = Traits::view(host, args[1]);
    if (by.empty()) host.raise(host.types().ValueError, "empty separator");
    const size_t at = Last ? text.rfind(by) : text.find(by);
    Object* whole = make(host, text);
    Object* none = make(host, View());
    if (at == View::npos)
      return Last ? host.newTuple({none, none, whole}) : host.newTuple({whole, none, none});
    return host.newTuple(
        {make(host, text.substr(0, at)), make(host, by), make(host, text.substr(at + by.size()))});
  }

  static Object* join(Host& host, const Args& args) {
    const std::vector<Object*> items = host.listOf(args[1]);
    if (sizeof(Char) == 1) {
      for (Object* item : items)
        if (item->kind == Kind::Unicode)
          return host.callMethod(host.unicodeOf(args[0]), "join", {host.newList(items)});
    }
    const View sep = self(args);
    Text out;
    for (size_t i = 0; i < items.size(); ++i) {
      if (!isStr(items[i]) && items[i]->kind != Kind::Unicode)
        host.raise(host.types().TypeError,
                   "sequence item " + std::to_string(i) + ": expected " +
                       (sizeof(Char) == 1 ? "string, " : "string or Unicode, ") +
                       std::string(host.typeOf(items[i])->name->value) + " found");
      if (i) out += sep;
      out += Traits::view(host, items[i]);
    }
    return make(host, out);
  }

  static Object* replace(Host& host, const Args& args) {
    if (delegate(args)) return asUnicode(host, args, "replace");
    const View text = self(args), from = Traits::view(host, args[1]),
               to = Traits::view(host, args[2]);
    int64_t left = args.size() > 3 ? host.toInt(args[3]) : -1;
    if (left < 0) left = INT64_MAX;
    Text out;
    size_t start = 0;
    if (from.empty()) {
      for (size_t i = 0; i <= text.size(); ++i) {
        if (left-- > 0) out += to;
        if (i < text.size()) out.push_back(text[i]);
      }
      return make(host, out);
    }
    for (size_t at; left-- > 0 && (at = text.find(from, start)) != View::npos;
         start = at + from.size()) {
      out += text.substr(start, at - start);
      out += to;
    }
    out += text.substr(start);
    return make(host, out);
  }

  // ---- Case and classes of characters
  // -------------------------------------------------------------

  template <class F> static Object* mapped(Host& host, const Args& args, F f) {
    Text out(self(args));
    for (Char& c : out) c = f(c);
    return make(host, out);
  }
  static Object* upper(Host& host, const Args& args) { return mapped(host, args, Traits::toUpper); }
  static Object* lower(Host& host, const Args& args) { return mapped(host, args, Traits::toLower); }
  static Object* swapcase(Host& host, const Args& args) {
    return mapped(host, args, [](Char c) {
      return Traits::isUpper(c) ? Traits::toLower(c) : Traits::toUpper(c);
    });
  }
  static Object* capitalize(Host& host, const Args& args) {
    bool first = true;
    return mapped(host, args, [&](Char c) {
      const Char r = first ? Traits::toUpper(c) : Traits::toLower(c);
      first = false;
      return r;
    });
  }
  static Object* title(Host& host, const Args& args) {
    bool inWord = false;
    return mapped(host, args, [&](Char c) {
      const Char r = inWord ? Traits::toLower(c) : Traits::toUpper(c);
      inWord = Traits::isAlpha(c);
      return r;
    });
  }
  template <bool (*Test)(Char)> static Object* all(Host& host, const Args& args) {
    const View text = self(args);
    return host.boolean(!text.empty() && std::all_of(text.begin(), text.end(), Test));
  }
  static bool alnum(Char c) { return Traits::isAlpha(c) || Traits::isDigit(c); }
  template <bool Upper> static Object* cased(Host& host, const Args& args) {
    bool any = false;
    for (const Char c : self(args)) {
      if (Upper ? Traits::isLower(c) : Traits::isUpper(c)) return host.boolean(false);
      any = any || (Upper ? Traits::isUpper(c) : Traits::isLower(c));
    }
    return host.boolean(any);
  }
  static Object* istitle(Host& host, const Args& args) {
    bool any = false, inWord = false;
    for (const Char c : self(args)) {
      if (Traits::isUpper(c) ? inWord : Traits::isLower(c) && !inWord) return host.boolean(false);
      inWord = Traits::isUpper(c) || Traits::isLower(c);
      any = any || inWord;
    }
    return host.boolean(any);
  }

  static void define(Host& host, ClassObject* cls) {
    using M = StringMethods;
    addMethods(host, cls,
               {{"find", find, 2, 4},
                {"rfind", rfind, 2, 4},
                {"index", index, 2, 4},
                {"rindex", rindex, 2, 4},
                {"count", count, 2, 4},
                {"startswith", affix<false>, 2, 4},
                {"endswith", affix<true>, 2, 4},
                {"strip", M::template strip<3>, 1, 2},
                {"lstrip", M::template strip<1>, 1, 2},
                {"rstrip", M::template strip<2>, 1, 2},
                {"ljust", M::template justify<'l'>, 2, 3},
                {"rjust", M::template justify<'r'>, 2, 3},
                {"center", M::template justify<'c'>, 2, 3},
                {"zfill", zfill, 2, 2},
                {"expandtabs", expandtabs, 1, 2},
                {"split", split, 1, 3, true},
                {"rsplit", rsplit, 1, 3, true},
                {"splitlines", splitlines, 1, 2, true},
                {"partition", M::template partition<false>, 2, 2},
                {"rpartition", M::template partition<true>, 2, 2},
                {"join", join, 2, 2},
                {"replace", replace, 3, 4},
                {"upper", upper, 1, 1},
                {"lower", lower, 1, 1},
                {"swapcase", swapcase, 1, 1},
                {"capitalize", capitalize, 1, 1},
                {"title", title, 1, 1},
                {"isalpha", M::template all<Traits::isAlpha>, 1, 1},
                {"isdigit", M::template all<Traits::isDigit>, 1, 1},
                {"isspace", M::template all<Traits::isSpace>, 1, 1},
                {"isalnum", M::template all<alnum>, 1, 1},
                {"isupper", cased<true>, 1, 1},
                {"islower", cased<false>, 1, 1},
                {"istitle", istitle, 1, 1}});
  }
};

} // namespace tw::host
