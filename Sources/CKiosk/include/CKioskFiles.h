#pragma once

/// Renames a file unless there is one of the new name: EEXIST (renameat2(2), which Swift's module of the C library does
/// not show). 0 or an errno value.
int ck_rename_new(const char *from, const char *to);

/// Makes a file without a name in a folder, and lets it go (O_TMPFILE, which Swift's module of the C library does not show).
/// 0 or an errno value.
int ck_try_file(const char *folder);
