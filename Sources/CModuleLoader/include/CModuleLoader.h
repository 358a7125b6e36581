#pragma once
#include <stddef.h>

/// Loads a PKCS#11 module (dlopen, C_GetFunctionList) and gives its CK_FUNCTION_LIST, which lives as long as the process:
/// modules leave threads behind, so none is ever unloaded.
///
/// Answers 0; or -1 with a line of what went wrong in `problem`, always terminated.
int ml_load(const char *path, const void **functions, char *problem, size_t capacity);
