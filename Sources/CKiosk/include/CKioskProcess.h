#pragma once

// Shims for prctl(2), which is variadic and so cannot be called from Swift. Each answers 0 or an errno value.

/// The process leaves no core dump, and processes of the same user can neither trace it nor read its memory
/// (PR_SET_DUMPABLE 0). Lost at execve: call it at the start of main.
int ck_set_not_dumpable(void);

/// Soft and hard RLIMIT_CORE become 0; children inherit it.
int ck_disable_core_dumps(void);

/// The kernel sends `signal_number` to this process when the thread that started it ends (PR_SET_PDEATHSIG). A parent
/// that ended before this call is not noticed: a caller that knows its parent's ID compares it with getppid() afterwards.
int ck_die_with_parent(int signal_number);

/// From now on the kernel opens, makes and removes no file for this thread and those it starts, connects and binds no TCP
/// for them, and they gain no privilege (landlock(7), PR_SET_NO_NEW_PRIVS); what is open stays open. Call it on the first
/// thread, before there are others. ENOSYS or EOPNOTSUPP: this kernel has no landlock.
int ck_confine(void);

/// Pages are locked as they come into use, so that nothing in them is ever swapped out. Does nothing where the limit of
/// locked memory is not lifted (RLIMIT_MEMLOCK): with one, a mapping beyond it would fail.
int ck_lock_memory(void);

/// Memory of 16 KiB and more comes from pages of its own (mallopt(3), M_MMAP_THRESHOLD), for a process with thousands of
/// connections: the TLS library makes buffers of 32 and 16 KiB for each, most of which is never touched. Pages of their own
/// that nobody touches cost nothing, and go back with the connection. Call it first of all. EINVAL: this C library does not
/// take it.
int ck_map_large_memory(void);

/// A folder that stays open to a confined process, with all below it.
struct ck_folder {
    const char *path;
    /// 0: its files may be read. Else files that exist there may be written, too, and devices be given ioctl(2) calls.
    int devices;
};

/// ck_confine, but for `count` folders, and for TCP connections from here to others when `tcp_clients` is not 0. A folder
/// that is missing stays shut, also when it is made later.
int ck_confine_except(const struct ck_folder *folders, int count, int tcp_clients);

/// From now on this thread and those it starts get sockets of this machine only (AF_UNIX), and TCP when `tcp_clients` is not
/// 0 (seccomp(2), PR_SET_NO_NEW_PRIVS): landlock knows TCP from version 4 of its interface on (Linux 6.7), other protocols
/// not at all. Call it on the first thread, before there are others. EINVAL: this kernel has no filter of system calls;
/// ENOSYS: this processor is not known here.
int ck_deny_network(int tcp_clients);
