#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Lets two paths change places in one step, as `renameat2(2)` with RENAME_EXCHANGE, which glibc hides from Swift.
static inline int exchange_paths(const char *one, const char *other) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2);
}

/// Waits until the file system that holds `descriptor` is on its disk, as `syncfs(2)`, which glibc hides too.
static inline int sync_file_system(int descriptor) {
    return (int)syscall(SYS_syncfs, descriptor);
}
