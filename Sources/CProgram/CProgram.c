#include "CProgram.h"

#ifndef SMTPCONF_COMMIT
#define SMTPCONF_COMMIT ""
#endif
#ifndef SMTPCONF_COMPONENTS
#define SMTPCONF_COMPONENTS ""
#endif
#ifndef SMTPCONF_HOME
#define SMTPCONF_HOME ""
#endif

const char *const CProgramCommit = SMTPCONF_COMMIT;
const char *const CProgramComponents = SMTPCONF_COMPONENTS;
const char *const CProgramHome = SMTPCONF_HOME;

#ifdef SMTPCONF_STATIC
const int CProgramIsStatic = 1;
#else
const int CProgramIsStatic = 0;
#endif

#ifdef SMTPCONF_STATIC
#include <stdlib.h>
#include <unistd.h>

// A function of the Swift runtime.
void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);

// Swift's runtime reads the arguments from /proc/self/cmdline, and aborts if it cannot find its own path. A chroot may
// have no /proc; a static program needs neither.
static void prepareRuntime(int count, char **arguments, char **environment) {
  (void)environment;
  _swift_stdlib_overrideUnsafeArgvArgc(arguments, count);
  if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}

// Called before the initializers of the runtime.
__attribute__((section(".preinit_array"), used)) static void (*const preparation)(int, char **, char **) =
    prepareRuntime;
#endif
