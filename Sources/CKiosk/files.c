#define _GNU_SOURCE
#include "CKioskFiles.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int ck_rename_new(const char *from, const char *to) {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

int ck_try_file(const char *folder) {
    int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    return file < 0 ? errno : close(file);
}
