#include "hostile.h"

#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>

static long bpf_map() {
  bpf_attr map{};
  map.map_type = BPF_MAP_TYPE_ARRAY;
  map.key_size = map.value_size = 4;
  map.max_entries = 1;
  return syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

static long perf_event() {
  perf_event_attr event{};
  event.size = sizeof event;
  event.type = PERF_TYPE_SOFTWARE;
  event.exclude_kernel = event.exclude_hv = 1;
  return syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

static long ring() {
  static io_uring_params params{};
  return syscall(SYS_io_uring_setup, 4, &params);
}

int main() {
  judge_apart(bpf_map, "bpf map");
  judge_apart(perf_event, "perf_event_open");
  judge_apart(ring, "io_uring_setup");
  judge_apart([]() -> long { return syscall(SYS_add_key, "user", "viva", "secret", 6, -3); },
              "add_key");
  judge_apart([]() -> long { return syscall(SYS_keyctl, 1 /* join */, nullptr); }, "keyctl");
  judge_apart(
      []() -> long {
        return syscall(SYS_request_key, "user", "viva", nullptr, -3) >= 0 || errno == ENOKEY ? 0
                                                                                             : -1;
      },
      "request_key");
  judge_apart([]() -> long { return syscall(SYS_userfaultfd, 1 /* user mode only */); },
              "userfaultfd");
  judge_apart([]() -> long { return syscall(SYS_kcmp, getpid(), getpid(), 0, 1, 1); }, "kcmp");
  judge_apart([]() -> long { return syscall(SYS_fanotify_init, 0, 0); }, "fanotify_init");
}
