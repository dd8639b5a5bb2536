// A POSIX thread with a chosen stack size.
#include "translator/driver/bigstack.h"

#include <system_error>

#include <pthread.h>

namespace tw::driver {
namespace {

struct Job {
  const std::function<int()>& function;
  int result = 0;
};

void* runJob(void* argument) {
  auto* job = static_cast<Job*>(argument);
  job->result = job->function();
  return nullptr;
}

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

} // namespace

int callOnBigStack(size_t stackSize, const std::function<int()>& function) {
  pthread_attr_t attributes;
  check(pthread_attr_init(&attributes), "pthread_attr_init");
  check(pthread_attr_setstacksize(&attributes, stackSize), "pthread_attr_setstacksize");
  Job job{function};
  pthread_t thread;
  check(pthread_create(&thread, &attributes, runJob, &job), "pthread_create");
  pthread_attr_destroy(&attributes);
  check(pthread_join(thread, nullptr), "pthread_join");
  return job.result;
}

} // namespace tw::driver
