#define _GNU_SOURCE
#include "CPKCS12.h"

#include <malloc.h>
#include <openssl/crypto.h>
#include <openssl/provider.h>
#include <stdlib.h>
#include <string.h>

/* OpenSSL 3.0 frees a copy of the password (UTF-16, in the key derivation of PKCS#12) without zeroing it. So all memory
 * that it gives back is zeroed here; glibc knows each block's size. */
static void *take(size_t count, const char *file, int line) {
    (void)file;
    (void)line;
    return count ? malloc(count) : NULL;
}

static void give_back(void *block, const char *file, int line) {
    (void)file;
    (void)line;
    if (!block) return;
    explicit_bzero(block, malloc_usable_size(block));
    free(block);
}

static void *resize(void *block, size_t count, const char *file, int line) {
    if (!block) return take(count, file, line);
    size_t old = malloc_usable_size(block);
    void *made = take(count, file, line);
    if (made) memcpy(made, block, old < count ? old : count);
    if (made || count == 0) give_back(block, file, line);
    return made;
}

int cpkcs12_prepare(void) {
    /* Refused once OpenSSL has memory; then its own functions stay. */
    CRYPTO_set_mem_functions(take, resize, give_back);
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    OSSL_PROVIDER_load(NULL, "default");
    return OSSL_PROVIDER_load(NULL, "legacy") != NULL;
}
