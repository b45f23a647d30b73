// What the attacks have in common. run.py copies this beside an attack's sources, with the places
// of its decoys in front: DECOY_FILE, DECOY_FOLDER, DECOY_OTHER, DECOY_TCP, DECOY_UDP, DECOY_NAME,
// DECOY_KEY, DECOY_PID. For C and for C++.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __cplusplus
#include <initializer_list>
#endif

static const char breach_word[] = {'B', 'R', 'E', 'A', 'C', 'H', 0};
static const char held_word[] = {'H', 'E', 'L', 'D', 0};

// To both streams at once and past stdio: the next step may end the program. The words are spelt
// above, so that a compiler that quotes a line has not said them.
static void hostile_say(const char* word, const char* format, va_list list) {
  char line[600];
  int used = snprintf(line, sizeof line, "%s: ", word);
  used += vsnprintf(line + used, sizeof line - (size_t)used - 2, format, list);
  if (used > (int)sizeof line - 3) used = (int)sizeof line - 3;
  for (int i = 0; i < used; ++i) {
    if ((unsigned char)line[i] < ' ') line[i] = ' ';
  }
  line[used] = '\n';
  (void)!write(2, line, (size_t)used + 1);
  (void)!write(1, line, (size_t)used + 1);
}

__attribute__((unused, format(printf, 1, 2))) static void breach(const char* format, ...) {
  va_list list;
  va_start(list, format);
  hostile_say(breach_word, format, list);
  va_end(list);
}

__attribute__((unused, format(printf, 1, 2))) static void held(const char* format, ...) {
  va_list list;
  va_start(list, format);
  hostile_say(held_word, format, list);
  va_end(list);
}

// A system call's result: not negative is a breach. Returns whether it got through.
__attribute__((unused)) static int judge(long result, const char* what) {
  if (result >= 0) {
    breach("%s gave %ld", what, result);
    return 1;
  }
  held("%s: %s", what, strerror(errno));
  return 0;
}

// The same in a child, for what a filter may answer with SIGSYS.
__attribute__((unused)) static void judge_apart(long (*attempt)(void), const char* what) {
  const pid_t child = fork();
  if (child == 0) {
    errno = 0;
    judge(attempt(), what);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) held("%s: signal %d", what, WTERMSIG(status));
}

__attribute__((unused)) static double hostile_now(void) {
  struct timespec {
    long s, n;
  } time = {0, 0};
  syscall(SYS_clock_gettime, 1, &time);
  return (double)time.s + (double)time.n / 1e9;
}
