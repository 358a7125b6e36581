#include "CPKCS12.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

int cpkcs12_prepare(void) {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    OSSL_PROVIDER_load(NULL, "default");
    return OSSL_PROVIDER_load(NULL, "legacy") != NULL;
}
