// The type file, and the print statement.
#include "translator/host/modules.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <unistd.h>

namespace tw::host {

namespace {

FileObject* fileOf(Host& host, const Args& args) {
  auto* file = as<FileObject>(args[0]);
  if (!file->stream) host.raise(host.types().ValueError, "I/O operation on closed file");
  return file;
}

FileObject* newFile(Host& host, ClassObject* cls, std::FILE* stream, std::string path,
                    std::string mode) {
  auto* file = host.make<FileObject>(cls, Kind::File);
  file->stream = stream;
  file->path = std::move(path);
  file->mode = std::move(mode);
  return file;
}

void setBuffer(std::FILE* stream, int64_t size) {
  if (size == 0) std::setvbuf(stream, nullptr, _IONBF, 0);
  if (size == 1) std::setvbuf(stream, nullptr, _IOLBF, BUFSIZ);
  if (size > 1) std::setvbuf(stream, nullptr, _IOFBF, static_cast<size_t>(size));
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
  if (Object* buffering = argument(args, 3, "buffering")) setBuffer(stream, host.toInt(buffering));
  return newFile(host, as<ClassObject>(args[0]), stream, path, mode);
}

// The next character; in a file of universal line ends, '\n' for each of them.
int nextCharacter(const FileObject* file) {
  const int c = std::fgetc(file->stream);
  if (c != '\r' || file->mode.find('U') == std::string::npos) return c;
  const int following = std::fgetc(file->stream);
  if (following != '\n' && following != EOF) std::ungetc(following, file->stream);
  return '\n';
}

void checkRead(Host& host, FileObject* file, const std::string& got) {
  const bool failed = std::ferror(file->stream) != 0;
  const int error = errno;
  std::clearerr(file->stream);
  if (failed && got.empty()) host.raiseOSError(host.types().IOError, error);
}

std::string readSome(Host& host, FileObject* file, int64_t limit) {
  std::string out;
  for (int c; limit-- != 0 && (c = nextCharacter(file)) != EOF;)
    out.push_back(static_cast<char>(c));
  checkRead(host, file, out);
  return out;
}

std::string readLine(Host& host, FileObject* file, int64_t limit) {
  std::string line;
  for (int c; limit-- != 0 && (c = nextCharacter(file)) != EOF;) {
    line.push_back(static_cast<char>(c));
    if (c == '\n') break;
  }
  checkRead(host, file, line);
  return line;
}

Object* read(Host& host, const Args& args) {
  const int64_t limit = args.size() > 1 && !isNone(args[1]) ? host.toInt(args[1]) : -1;
  return host.newStr(readSome(host, fileOf(host, args), limit));
}

Object* readline(Host& host, const Args& args) {
  return host.newStr(
      readLine(host, fileOf(host, args), args.size() > 1 ? host.toInt(args[1]) : -1));
}

Object* readlines(Host& host, const Args& args) {
  std::vector<Object*> lines;
  for (;;) {
    std::string line = readLine(host, fileOf(host, args), -1);
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

// Of a pipe, the status of its command if it is not 0.
Object* close(Host& host, const Args& args) {
  auto* file = as<FileObject>(args[0]);
  if (!file->stream) return host.none();
  std::FILE* stream = std::exchange(file->stream, nullptr);
  const int status = file->isPipe ? ::pclose(stream) : std::fclose(stream);
  if (status == -1) host.raiseOSError(host.types().IOError, errno);
  return status == 0 ? host.none() : host.newInt(status);
}

Object* truncate(Host& host, const Args& args) {
  FileObject* file = fileOf(host, args);
  const int64_t position = ::ftello(file->stream);
  const int64_t size = args.size() > 1 && !isNone(args[1]) ? host.toInt(args[1]) : position;
  if (std::fflush(file->stream) != 0 || ::ftruncate(fileno(file->stream), size) != 0 ||
      ::fseeko(file->stream, position, SEEK_SET) != 0)
    host.raiseOSError(host.types().IOError, errno);
  return host.none();
}

Object* seek(Host& host, const Args& args) {
  const int whence = args.size() > 2 ? static_cast<int>(host.toInt(args[2])) : 0;
  if (std::fseek(fileOf(host, args)->stream, host.toInt(args[1]), whence) != 0)
    host.raiseOSError(host.types().IOError, errno);
  return host.none();
}

Object* nextLine(Host& host, const Args& args) {
  std::string line = readLine(host, fileOf(host, args), -1);
  if (line.empty()) host.raise(host.call(host.types().StopIteration, {}));
  return host.newStr(line);
}

Object* self(Host&, const Args& args) { return args[0]; }

} // namespace

// ---- Files of the module posix ------------------------------------------------------------------

namespace {

std::string modeOf(Host& host, const Args& args) {
  return args.size() > 1 ? std::string(host.toStr(args[1])) : "r";
}

Object* fdopen(Host& host, const Args& args) {
  const std::string mode = modeOf(host, args);
  const int fd = static_cast<int>(host.toInt(args[0]));
  std::FILE* stream = ::fdopen(fd, mode.c_str());
  if (!stream) host.raiseOSError(host.types().OSError, errno);
  if (args.size() > 2) setBuffer(stream, host.toInt(args[2]));
  return newFile(host, host.types().file, stream, "<fdopen>", mode);
}

Object* popen(Host& host, const Args& args) {
  const std::string mode = modeOf(host, args), command(host.toStr(args[0]));
  host.flush();
  std::FILE* stream = ::popen(command.c_str(), mode.c_str());
  if (!stream) host.raiseOSError(host.types().OSError, errno);
  FileObject* file = newFile(host, host.types().file, stream, command, mode);
  file->isPipe = true;
  return file;
}

Object* temporary(Host& host, const Args&) {
  std::FILE* stream = std::tmpfile();
  if (!stream) host.raiseOSError(host.types().OSError, errno);
  return newFile(host, host.types().file, stream, "<tmpfile>", "w+b");
}

} // namespace

void addFileFunctions(Host& host, ModuleObject* posix) {
  addFunctions(host, posix,
               {{"fdopen", fdopen, 1, 3}, {"popen", popen, 1, 3}, {"tmpfile", temporary, 0, 0}});
}

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
       {"truncate", truncate, 1, 2},
       {"isatty",
        [](Host& h, const Args& args) {
          return h.boolean(::isatty(fileno(fileOf(h, args)->stream)) != 0);
        },
        1, 1}});
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
