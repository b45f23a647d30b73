#include "hostile.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>

int main() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  judge(clock_settime(CLOCK_REALTIME, &now), "clock_settime");
  const timeval time{now.tv_sec, now.tv_nsec / 1000};
  judge(settimeofday(&time, nullptr), "settimeofday");
  timex adjust{};
  adjust.modes = ADJ_OFFSET;
  judge(adjtimex(&adjust), "adjtimex");
  char name[200] = {};
  gethostname(name, sizeof name);
  judge(sethostname(name, strlen(name)), "sethostname");
  judge(setdomainname("", 0), "setdomainname");
  const sched_param fifo{10};
  judge(sched_setscheduler(0, SCHED_FIFO, &fifo), "real-time schedule");
  errno = 0;
  judge(setpriority(PRIO_PROCESS, 0, -20), "nice -20");
  judge(open("/proc/self/oom_score_adj", O_WRONLY) >= 0 &&
                write(open("/proc/self/oom_score_adj", O_WRONLY), "-1000", 5) == 5
            ? 0
            : -1,
        "be spared when memory is short");
}
