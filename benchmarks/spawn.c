/* Runs a program without its output, and prints its seconds, its largest resident size in bytes and its exit status:
   `spawn SECONDS PROGRAM ARGUMENT…`, killed after that many seconds. A process begins with the size of the one that
   starts it, so this one must be small. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    /* What is left of it is kept by the program that takes its place. */
    alarm((unsigned)atoi(arguments[1]));
    execv(arguments[2], arguments + 2);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 2;
  double seconds = now() - start;
  if (WIFSIGNALED(status)) return 1;
  printf("%.6f %lld %d\n", seconds, (long long)usage.ru_maxrss * 1024, WEXITSTATUS(status));
  return 0;
}
