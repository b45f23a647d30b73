#include "hostile.h"

int main() {
  const char* folders[] = {"/",    "/usr",       "/usr/bin", "/usr/lib", "/usr/local/bin",
                           "/etc", "/program",   "/dev",     "/proc",    "/proc/self",
                           "/bin", DECOY_FOLDER, DECOY_OTHER};
  for (const char* folder : folders) {
    char path[900];
    snprintf(path, sizeof path, "%s/viva-was-here", folder);
    judge(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666), path);
    judge(mkdir(path, 0777), path);
    judge(symlink("/etc/shadow", path), path);
  }
  const char* files[] = {"/program/threads",
                         "/.init",
                         "/etc/hosts",
                         "/etc/ld.so.cache",
                         "/usr/bin/env",
                         "/proc/1/exe",
                         "/proc/self/exe",
                         DECOY_FILE,
                         "/proc/sys/kernel/core_pattern",
                         "/proc/sys/kernel/hostname",
                         "/proc/sys/vm/drop_caches",
                         "/proc/sysrq-trigger",
                         "/proc/sys/net/ipv4/ip_forward"};
  for (const char* file : files) {
    judge(open(file, O_WRONLY | O_CLOEXEC), file);
    judge(chmod(file, 0777), file);
    judge(unlink(file), file);
    judge(rename(file, "/tmp/taken"), file);
  }
}
