#include "CKioskProcess.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
enum { PROCESSOR = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { PROCESSOR = AUDIT_ARCH_AARCH64 };
#endif

/* Calls of the x32 interface have this bit; nothing of ours is built for it. */
enum { OTHER_INTERFACE = 0x40000000, KIND_OF_SOCKET = 0xf };

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define JUMP(test, value, yes, no) BPF_JUMP(BPF_JMP | test | BPF_K, value, yes, no)

int ck_deny_network(int tcp_clients)
{
#if defined(__x86_64__) || defined(__aarch64__)
    struct sock_filter steps[] = {
        /* 0 */ LOAD(arch),
        /* 1: system calls of another interface have other numbers. */ JUMP(BPF_JEQ, PROCESSOR, 0, 12),
        /* 2 */ LOAD(nr),
        /* 3 */ JUMP(BPF_JGE, OTHER_INTERFACE, 10, 0),
        /* 4: a ring makes sockets without the call. */ JUMP(BPF_JEQ, SYS_io_uring_setup, 9, 0),
        /* 5 */ JUMP(BPF_JEQ, SYS_socket, 0, 7),
        /* 6 */ LOAD(args[0]),
        /* 7 */ JUMP(BPF_JEQ, AF_UNIX, 5, 0),
        /* 8 */ JUMP(BPF_JEQ, tcp_clients ? AF_INET : AF_UNIX, 1, 0),
        /* 9 */ JUMP(BPF_JEQ, tcp_clients ? AF_INET6 : AF_UNIX, 0, 4),
        /* 10 */ LOAD(args[1]),
        /* 11 */ BPF_STMT(BPF_ALU | BPF_AND | BPF_K, KIND_OF_SOCKET),
        /* 12 */ JUMP(BPF_JEQ, SOCK_STREAM, 0, 1),
        /* 13 */ BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        /* 14 */ BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
#else
    (void)tcp_clients;
    return ENOSYS;
#endif
}
