#define _GNU_SOURCE
#include "CKioskProcess.h"

#include <errno.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's interface (landlock(7)), whose header in Debian 12 is older than what newer kernels offer. */
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

enum { VERSION_QUESTION = 1 };
/* How many rights on files each version of the interface knows; from 4 on TCP, from 6 on abstract sockets and signals. */
static const int file_rights[] = {0, 13, 14, 15, 15, 16};

int ck_confine(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_QUESTION);
    if (version < 0) return errno;
    int known = (int)(sizeof file_rights / sizeof *file_rights) - 1;
    int rights = file_rights[version < known ? version : known];
    struct ruleset all = {
        .files = (UINT64_C(1) << rights) - 1,
        .network = version >= 4 ? 3 : 0,
        .scopes = version >= 6 ? 3 : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int descriptor = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
    if (descriptor < 0) return errno;
    int problem = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, descriptor, 0) != 0)
        problem = errno;
    close(descriptor);
    return problem;
}
