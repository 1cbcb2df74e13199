// What Swift does not import with the C library: extended attributes; on Linux the attributes from statx, the exchange
// of two names, and the type of a file system; and with glibc the choice of sources for users and groups.
// No feature macro is set here: the compiler uses one set of system types in all modules, and refuses to build if a
// macro gives a type a different layout than Swift's own modules have. For the same reason, headers that declare
// structures of the C library (<fcntl.h>, <sys/vfs.h>) are not included: Swift would find `stat` and `timespec` here,
// and only here.
#include <sys/xattr.h>

#if defined(__GLIBC__)
#include <nss.h>
#include <sys/auxv.h>
#endif

#if defined(__linux__)
#include <linux/magic.h>
#include <linux/stat.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// The STATX_ATTR_… of the file at `path`, or of the link itself if it is one; 0 if the kernel or the file system does
// not report them. The C library declares statx only with a feature macro, so the kernel is called directly.
static inline uint64_t CFileMetadataAttributes(const char *path) {
  struct statx found;
  // AT_FDCWD and AT_SYMLINK_NOFOLLOW.
  const int here = -100, noFollow = 0x100;
  const unsigned nothingElse = 0;
  long failure = syscall(SYS_statx, here, path, noFollow, nothingElse, &found);
  return failure ? 0 : found.stx_attributes & found.stx_attributes_mask;
}

// Exchanges the names of two files of a folder in one step; 0, or -1 with errno. renameat2, too, is declared only with
// a feature macro.
static inline int CFileMetadataExchange(int folder, const char *left, const char *right) {
  const unsigned renameExchange = 1 << 1;
  return (int)syscall(SYS_renameat2, folder, left, folder, right, renameExchange);
}

// Whether an open folder is one of /proc. The type of the file system is the first word of the answer, which has fewer
// than 32.
static inline int CFileMetadataIsOfProcesses(int folder) {
  long found[32];
  return syscall(SYS_fstatfs, folder, found) == 0 && found[0] == PROC_SUPER_MAGIC;
}
#endif
