// What Swift does not import with the C library: extended attributes; on Linux the attributes that statx tells; and
// with glibc the choice of where users and groups are looked up.
//
// No feature macro is set here: the compiler sees one set of system types in all modules, and refuses to build where
// a macro gives a type another shape than Swift's own modules have.
#include <sys/xattr.h>

#if defined(__GLIBC__)
#include <nss.h>
#include <sys/auxv.h>
#endif

#if defined(__linux__)
#include <fcntl.h>
#include <linux/stat.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// The STATX_ATTR_… of the file at `path` itself, were it a link; 0 where the kernel or the file system tells none. The
// C library declares statx only with a feature macro, so the kernel is called directly.
static inline uint64_t CFileMetadataAttributes(const char *path) {
  struct statx found;
  const unsigned nothingElse = 0;
  long failure = syscall(SYS_statx, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, nothingElse, &found);
  return failure ? 0 : found.stx_attributes & found.stx_attributes_mask;
}
#endif
