// The type file, and the print statement.
#include "translator/host/native.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cerrno>
#include <cstring>

namespace tw::host {

namespace {

FileObject* fileOf(Host& host, const Args& args) {
  auto* file = as<FileObject>(args[0]);
  if (!file->stream) host.raise(host.types().ValueError, "I/O operation on closed file");
  return file;
}

Object* fileNew(Host& host, const Args& args) {
  const std::string path(
      host.toStr(argument(args, 1, "name"), "coercing to Unicode: need string or buffer"));
  Object* modeObject = argument(args, 2, "mode");
  const std::string mode = modeObject ? std::string(host.toStr(modeObject)) : "r";
  if (mode.empty() || std::strchr("rwaU", mode[0]) == nullptr)
    host.raise(host.types().ValueError,
               "mode string must begin with one of 'r', 'w', 'a' or 'U', not '" + mode + "'");
  std::string native;
  for (const char c : mode)
    if (c != 'U') native.push_back(c);
  if (native.empty() || native[0] == 'b') native = "r" + native;
  std::FILE* stream = std::fopen(path.c_str(), native.c_str());
  if (!stream) host.raiseOSError(host.types().IOError, errno, path);
  auto* file = host.make<FileObject>(as<ClassObject>(args[0]), Kind::File);
  file->stream = stream;
  file->path = path;
  file->mode = mode;
  return file;
}

std::string readSome(std::FILE* stream, int64_t limit) {
  std::string out;
  char buffer[8192];
  while (limit != 0) {
    const size_t want =
        limit < 0 ? sizeof buffer : std::min<size_t>(sizeof buffer, static_cast<size_t>(limit));
    const size_t got = std::fread(buffer, 1, want, stream);
    if (got == 0) break;
    out.append(buffer, got);
    if (limit > 0) limit -= static_cast<int64_t>(got);
  }
  return out;
}

std::string readLine(std::FILE* stream, int64_t limit) {
  std::string line;
  for (int c; limit-- != 0 && (c = std::fgetc(stream)) != EOF;) {
    line.push_back(static_cast<char>(c));
    if (c == '\n') break;
  }
  return line;
}

Object* read(Host& host, const Args& args) {
  const int64_t limit = args.size() > 1 && !isNone(args[1]) ? host.toInt(args[1]) : -1;
  return host.newStr(readSome(fileOf(host, args)->stream, limit));
}

Object* readline(Host& host, const Args& args) {
  return host.newStr(
      readLine(fileOf(host, args)->stream, args.size() > 1 ? host.toInt(args[1]) : -1));
}

Object* readlines(Host& host, const Args& args) {
  std::vector<Object*> lines;
  for (;;) {
    std::string line = readLine(fileOf(host, args)->stream, -1);
    if (line.empty()) break;
    lines.push_back(host.newStr(line));
  }
  return host.newList(std::move(lines));
}

Object* write(Host& host, const Args& args) {
  writeFile(host, fileOf(host, args), host.toStr(args[1], "expected a character buffer object"));
  return host.none();
}

Object* writelines(Host& host, const Args& args) {
  host.forEach(args[1],
               [&](Object* line) { writeFile(host, fileOf(host, args), host.toStr(line)); });
  return host.none();
}

Object* close(Host& host, const Args& args) {
  auto* file = as<FileObject>(args[0]);
  if (file->stream) std::fclose(file->stream);
  file->stream = nullptr;
  return host.none();
}

Object* seek(Host& host, const Args& args) {
  const int whence = args.size() > 2 ? static_cast<int>(host.toInt(args[2])) : 0;
  if (std::fseek(fileOf(host, args)->stream, host.toInt(args[1]), whence) != 0)
    host.raiseOSError(host.types().IOError, errno);
  return host.none();
}

Object* nextLine(Host& host, const Args& args) {
  std::string line = readLine(fileOf(host, args)->stream, -1);
  if (line.empty()) host.raise(host.call(host.types().StopIteration, {}));
  return host.newStr(line);
}

Object* self(Host&, const Args& args) { return args[0]; }

} // namespace

void writeFile(Host& host, FileObject* file, std::string_view text) {
  if (!file->stream) host.raise(host.types().ValueError, "I/O operation on closed file");
  if (std::fwrite(text.data(), 1, text.size(), file->stream) != text.size())
    host.raiseOSError(host.types().IOError, errno);
}

void defineFileType(Host& host) {
  ClassObject* type = host.types().file;
  addNew(host, type, fileNew, 2, 4, true);
  addMethods(
      host, type,
      {{"read", read, 1, 2},
       {"readline", readline, 1, 2},
       {"readlines", readlines, 1, 2},
       {"xreadlines", self, 1, 1},
       {"__iter__", self, 1, 1},
       {"next", nextLine, 1, 1},
       {"write", write, 2, 2},
       {"writelines", writelines, 2, 2},
       {"close", close, 1, 1},
       {"seek", seek, 2, 3},
       {"__enter__", self, 1, 1},
       {"__exit__", close, 1, 4},
       {"flush",
        [](Host& h, const Args& args) {
          std::fflush(fileOf(h, args)->stream);
          return h.none();
        },
        1, 1},
       {"tell",
        [](Host& h, const Args& args) { return h.newInt(std::ftell(fileOf(h, args)->stream)); }, 1,
        1},
       {"fileno",
        [](Host& h, const Args& args) { return h.newInt(fileno(fileOf(h, args)->stream)); }, 1, 1},
       {"isatty", [](Host& h, const Args&) { return h.boolean(false); }, 1, 1}});
  addGetSet(host, type, "name",
            [](Host& h, Object* f) -> Object* { return h.newStr(as<FileObject>(f)->path); });
  addGetSet(host, type, "mode",
            [](Host& h, Object* f) -> Object* { return h.newStr(as<FileObject>(f)->mode); });
  addGetSet(host, type, "closed",
            [](Host& h, Object* f) { return h.boolean(!as<FileObject>(f)->stream); });
  addGetSet(host, type, "encoding", [](Host& h, Object*) { return h.none(); });
  addGetSet(
      host, type, "softspace",
      [](Host& h, Object* f) { return h.newInt(as<FileObject>(f)->softSpace); },
      [](Host& h, Object* f, Object* value) {
        as<FileObject>(f)->softSpace = value && h.truth(value);
      });
}

// ---- print ------------------------------------------------------------------------------------

namespace {

Object* outputOf(Host& host, Object* file) {
  if (file && !isNone(file)) return file;
  return host.getAttr(host.findModule("sys"), host.names().stdoutName);
}

bool softSpace(Host& host, Object* file, bool next) {
  if (file->kind == Kind::File) return std::exchange(as<FileObject>(file)->softSpace, next);
  Object* old = host.getAttrOrNull(file, host.names().softspace);
  const bool previous = old && host.truth(old);
  try {
    host.setAttr(file, host.names().softspace, host.newInt(next));
  } catch (const HostError& error) {
    if (!host.exceptionMatches(error.value(), host.types().AttributeError)) throw;
  }
  return previous;
}

void writeTo(Host& host, Object* file, std::string_view text) {
  if (file->kind == Kind::File)
    writeFile(host, as<FileObject>(file), text);
  else
    host.callMethod(file, "write", {host.newStr(text)});
}

} // namespace

void Host::printTo(Object* file, Object* value) {
  file = outputOf(*this, file);
  // A unicode goes to a byte stream as UTF-8, as on a terminal.
  const std::string text = value->kind == Kind::Unicode && file->kind == Kind::File
                               ? encodeUtf8(as<UnicodeObject>(value)->value)
                               : str(value);
  if (softSpace(*this, file, false)) writeTo(*this, file, " ");
  writeTo(*this, file, text);
  const bool isText = isStr(value) || value->kind == Kind::Unicode;
  const char last = text.empty() ? 0 : text.back();
  const bool ended =
      isText && (last == '\n' || last == '\t' || last == '\r' || last == '\v' || last == '\f');
  softSpace(*this, file, !ended);
}

void Host::printNewlineTo(Object* file) {
  file = outputOf(*this, file);
  writeTo(*this, file, "\n");
  softSpace(*this, file, false);
}

void Host::flush() {
  std::fflush(stdout);
  std::fflush(stderr);
}

} // namespace tw::host
