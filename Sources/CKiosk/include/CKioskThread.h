#pragma once

/// Names the calling thread for `ps -L` and debuggers; the kernel keeps 15 bytes (pthread_setname_np(3)).
void ck_name_this_thread(const char *name);
