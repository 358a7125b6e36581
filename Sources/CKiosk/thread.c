#define _GNU_SOURCE
#include "CKioskThread.h"
#include <pthread.h>

void ck_name_this_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
