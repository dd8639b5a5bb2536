// Compiles and runs questions; their answers are kept with the headers that they read.
#include "translator/compile_c/probe.h"

#include "translator/compile_c/content_hash.h"
#include "translator/compile_c/ninjafile.h"
#include "translator/compile_c/process.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>

namespace tw::compile_c {

namespace fs = std::filesystem;

namespace {

fs::path newDirectory() {
  std::string pattern = (fs::temp_directory_path() / "tracewright-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary directory");
  return pattern;
}

class TemporaryDirectory {
public:
  TemporaryDirectory() : path_(newDirectory()) {}
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

private:
  fs::path path_;
};

void write(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void append(std::vector<std::string>& list, const std::vector<std::string>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

// "path size time", or "" if the file is gone.
std::string stampOf(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return "";
  return fmt::format("{} {} {}", path, info.st_size, info.st_mtime);
}

// The headers in a dependency file that -MD wrote.
std::vector<std::string> headersIn(const fs::path& file) {
  std::istringstream in(contents(file));
  std::vector<std::string> headers;
  for (std::string word; in >> word;) {
    if (word != "\\" && !word.ends_with(':') && word != "probe.c") headers.push_back(word);
  }
  return headers;
}

ProbeResult askCompiler(const Probe& probe, const std::string& cc,
                        std::vector<std::string>& headers) {
  TemporaryDirectory work;
  write(work.path() / "probe.c", probe.source);
  std::vector<std::string> command = words(cc);
  append(command, {"-w", "-MD", "-MF", "probe.d"});
  append(command, probe.flags);
  const bool linked = probe.goal != Probe::Goal::Compile;
  append(command, {linked ? "-o" : "-c", linked ? "probe" : "probe.c"});
  if (linked) command.push_back("probe.c");
  append(command, probe.linkFlags);
  ProcessResult made = runProcess(command, work.path().string());
  if (made.status == 127) throw std::runtime_error(made.output);
  headers = headersIn(work.path() / "probe.d");
  if (made.status != 0) return {false, made.status, made.output};
  if (probe.goal != Probe::Goal::Run) return {true, 0, ""};
  ProcessResult ran = runProcess({(work.path() / "probe").string()}, "");
  return {true, ran.status, ran.output};
}

// A record: the stamps of the headers, an empty line, "built status", the output.
bool readRecord(const fs::path& path, ProbeResult& result) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  for (std::string line; std::getline(in, line) && !line.empty();)
    if (stampOf(line.substr(0, line.find(' '))) != line) return false;
  in >> result.built >> result.status;
  in.get();
  result.output.assign(std::istreambuf_iterator<char>(in), {});
  return true;
}

// A cache that cannot be written is no reason to fail.
void writeRecord(const fs::path& path, const ProbeResult& result,
                 const std::vector<std::string>& headers) {
  std::string text;
  for (const std::string& header : headers)
    if (std::string stamp = stampOf(header); !stamp.empty()) text += stamp + "\n";
  text += fmt::format("\n{} {}\n{}", result.built ? 1 : 0, result.status, result.output);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  fs::path beside = path;
  beside += fmt::format(".new-{}", processId());
  std::ofstream(beside, std::ios::binary) << text;
  fs::rename(beside, path, error);
}

} // namespace

ProbeResult ask(const Probe& probe, const std::string& cc) {
  ContentHash hash;
  hash.addCompiler(cc);
  hash.add(probe.source);
  for (const std::string& flag : probe.flags) hash.add(flag);
  hash.add("link");
  for (const std::string& flag : probe.linkFlags) hash.add(flag);
  hash.add(std::to_string(static_cast<int>(probe.goal)));
  fs::path directory = cacheDirectory();
  const fs::path record = directory / (hash.text() + ".probe");
  ProbeResult result;
  if (!directory.empty() && readRecord(record, result)) return result;
  std::vector<std::string> headers;
  result = askCompiler(probe, cc, headers);
  // A header that is missing now may be there next time.
  if (!directory.empty() && result.built) writeRecord(record, result, headers);
  return result;
}

std::string buildSharedObject(const std::vector<std::string>& sources,
                              const std::vector<std::string>& files,
                              const std::vector<std::string>& flags,
                              const std::vector<std::string>& linkFlags, const std::string& cc) {
  const fs::path directory = newDirectory();
  std::vector<std::string> command = words(cc);
  append(command, {"-shared", "-fPIC", "-O1", "-w", "-fwrapv", "-o", "code.so"});
  append(command, flags);
  for (const std::string& source : sources) {
    const std::string name = fmt::format("source{}.c", command.size());
    write(directory / name, source);
    command.push_back(name);
  }
  for (const std::string& file : files) command.push_back(fs::absolute(file).string());
  append(command, linkFlags);
  ProcessResult made = runProcess(command, directory.string());
  if (made.status != 0) {
    std::error_code ignored;
    fs::remove_all(directory, ignored);
    throw std::runtime_error("the C compiler refuses foreign code:\n" + made.output);
  }
  return (directory / "code.so").string();
}

} // namespace tw::compile_c
