#include "hostile.h"

#include <sys/resource.h>

int main() {
  const rlimit most{RLIM_INFINITY, RLIM_INFINITY};
  const struct {
    __rlimit_resource which;
    const char* name;
  } limits[] = {{RLIMIT_NPROC, "processes"},
                {RLIMIT_NOFILE, "open files"},
                {RLIMIT_FSIZE, "file size"},
                {RLIMIT_CPU, "CPU time"},
                {RLIMIT_CORE, "core files"}};
  for (const auto& limit : limits) {
    rlimit now{};
    getrlimit(limit.which, &now);
    if (now.rlim_max == RLIM_INFINITY) breach("no limit of %s", limit.name);
    judge(setrlimit(limit.which, &most), limit.name);
    char what[60];
    snprintf(what, sizeof what, "the init's limit of %s", limit.name);
    judge(prlimit(1, limit.which, &now, nullptr), what);
  }
  if (fork() == 0) abort();
  int status = 0;
  wait(&status);
  if (WCOREDUMP(status)) breach("a core file was written");
  judge(open("core", O_RDONLY), "the core file");
}
