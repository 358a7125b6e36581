#include "CPrimitives.h"

#include <openssl/bn.h>

#define LONGEST 1024

int ck_rsa_public(
    const uint8_t *modulus, size_t modulus_count, const uint8_t *exponent, size_t exponent_count, const uint8_t *input,
    size_t input_count, uint8_t *output) {
    if (!modulus || !exponent || !input || !output || modulus_count == 0 || modulus_count > LONGEST
        || exponent_count == 0 || exponent_count > modulus_count || input_count > LONGEST)
        return CK_PRIMITIVE_ARGUMENT;
    int result = CK_PRIMITIVE_LIBRARY;
    BN_CTX *context = BN_CTX_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)modulus_count, NULL);
    BIGNUM *e = BN_bin2bn(exponent, (int)exponent_count, NULL);
    BIGNUM *number = BN_bin2bn(input, (int)input_count, NULL);
    if (context && n && e && number) {
        if (!BN_is_odd(n) || BN_is_one(n) || BN_ucmp(number, n) >= 0) {
            result = CK_PRIMITIVE_ARGUMENT;
        } else if (BN_mod_exp_mont(number, number, e, n, context, NULL) == 1
                   && BN_bn2binpad(number, output, (int)modulus_count) == (int)modulus_count) {
            result = CK_PRIMITIVE_OK;
        }
    }
    BN_free(number);
    BN_free(e);
    BN_free(n);
    BN_CTX_free(context);
    return result;
}
