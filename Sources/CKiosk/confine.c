#define _GNU_SOURCE
#include "CKioskProcess.h"

#include <errno.h>
#include <fcntl.h>
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

struct __attribute__((packed)) path_beneath {
    uint64_t rights;
    int32_t folder;
};

enum { VERSION_QUESTION = 1, RULE_PATH_BENEATH = 1 };
enum { WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_FOLDER = 1 << 3, DEVICE_IOCTL = 1 << 15 };
enum { BIND_TCP = 1 << 0, CONNECT_TCP = 1 << 1 };
/* How many rights on files each version of the interface knows; from 4 on TCP, from 6 on abstract sockets and signals. */
static const int file_rights[] = {0, 13, 14, 15, 15, 16};

/* A folder that is not there, or may not be looked into, stays shut. */
static int leave_open(int ruleset, const char *path, uint64_t rights) {
    int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return 0;
    struct path_beneath rule = {.rights = rights, .folder = folder};
    int problem = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0 ? 0 : errno;
    close(folder);
    return problem;
}

static int restrict_to(int ruleset, uint64_t handled, const struct ck_folder *folders, int count) {
    for (int index = 0; index < count; index++) {
        uint64_t rights = READ_FILE | READ_FOLDER;
        if (folders[index].devices) rights |= WRITE_FILE | DEVICE_IOCTL;
        int problem = leave_open(ruleset, folders[index].path, rights & handled);
        if (problem != 0) return problem;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ? 0 : errno;
}

int ck_confine_except(const struct ck_folder *folders, int count, int tcp_clients) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_QUESTION);
    if (version < 0) return errno;
    int known = (int)(sizeof file_rights / sizeof *file_rights) - 1;
    int rights = file_rights[version < known ? version : known];
    struct ruleset all = {
        .files = (UINT64_C(1) << rights) - 1,
        .network = version >= 4 ? (tcp_clients ? BIND_TCP : BIND_TCP | CONNECT_TCP) : 0,
        .scopes = version >= 6 ? 3 : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
    if (ruleset < 0) return errno;
    int problem = restrict_to(ruleset, all.files, folders, count);
    close(ruleset);
    return problem;
}

int ck_confine(void) { return ck_confine_except(NULL, 0, 0); }
