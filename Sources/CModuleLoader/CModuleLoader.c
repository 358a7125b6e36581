#include "CModuleLoader.h"
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>

static int refuse(char *problem, size_t capacity, const char *what) {
    snprintf(problem, capacity, "%s", what ? what : "unknown");
    return -1;
}

int ml_load(const char *path, const void **functions, char *problem, size_t capacity) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return refuse(problem, capacity, dlerror());
    // POSIX wants this detour: ISO C has no conversion from an object to a function pointer.
    CK_C_GetFunctionList get_list = NULL;
    *(void **)&get_list = dlsym(library, "C_GetFunctionList");
    if (!get_list) return refuse(problem, capacity, "no C_GetFunctionList");
    CK_FUNCTION_LIST *list = NULL;
    CK_RV result = get_list(&list);
    if (result != CKR_OK || !list) return refuse(problem, capacity, "C_GetFunctionList gives no list");
    // 3.x keeps the 2.x list; a 1.x list is shorter than the one that is read here.
    if (list->version.major != 2 && list->version.major != 3) {
        return refuse(problem, capacity, "not a PKCS#11 2 or 3 function list");
    }
    *functions = list;
    return 0;
}
