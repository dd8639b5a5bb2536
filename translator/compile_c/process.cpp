// Child processes whose output is collected.
#include "translator/compile_c/process.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace tw::compile_c {

namespace {

std::string readAll(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<size_t>(count));
  return text;
}

int waitFor(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

ProcessResult runProcess(const std::vector<std::string>& command, const std::string& directory) {
  int channel[2];
  if (pipe(channel) != 0) return {127, "cannot make a pipe"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", 0, 0);
  posix_spawn_file_actions_adddup2(&actions, channel[1], 1);
  posix_spawn_file_actions_adddup2(&actions, channel[1], 2);
  posix_spawn_file_actions_addclose(&actions, channel[0]);
  posix_spawn_file_actions_addclose(&actions, channel[1]);
  if (!directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());

  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  pid_t process = 0;
  int error = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(channel[1]);
  ProcessResult result;
  if (error != 0) {
    result = {127, "cannot run " + command[0] + "\n"};
  } else {
    result.output = readAll(channel[0]);
    result.status = waitFor(process);
  }
  close(channel[0]);
  return result;
}

ProcessResult runParallel(const std::vector<std::vector<std::string>>& commands,
                          const std::string& directory, unsigned jobs) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  ProcessResult total;
  auto work = [&] {
    for (size_t i; (i = next++) < commands.size();) {
      ProcessResult result = runProcess(commands[i], directory);
      std::lock_guard lock(mutex);
      total.output += result.output;
      if (result.status == 0) continue;
      total.status = result.status;
      next = commands.size();
    }
  };
  std::vector<std::jthread> workers;
  for (size_t i = 0; i < std::min<size_t>(jobs, commands.size()); i++) workers.emplace_back(work);
  workers.clear();
  return total;
}

std::string findProgram(const std::string& name) {
  if (name.find('/') != std::string::npos) return access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::string directories = path ? path : "";
  for (size_t start = 0; start <= directories.size();) {
    size_t end = std::min(directories.find(':', start), directories.size());
    std::string candidate = directories.substr(start, end - start) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    start = end + 1;
  }
  return "";
}

int processId() { return static_cast<int>(getpid()); }

} // namespace tw::compile_c
