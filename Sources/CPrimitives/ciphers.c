#include "CPrimitives.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

static const EVP_CIPHER *cipher_of(int aes, size_t key_count) {
    if (!aes) return key_count == 16 ? EVP_des_ede_cbc() : NULL;
    switch (key_count) {
    case 16: return EVP_aes_128_cbc();
    case 24: return EVP_aes_192_cbc();
    case 32: return EVP_aes_256_cbc();
    default: return NULL;
    }
}

int ck_cbc(
    int aes, int encrypt, const uint8_t *key, size_t key_count, const uint8_t *iv, const uint8_t *input, size_t count,
    uint8_t *output) {
    const EVP_CIPHER *cipher = cipher_of(aes, key_count);
    if (!cipher || count > INT_MAX || count % (aes ? 16 : 8) != 0) return CK_PRIMITIVE_ARGUMENT;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written = 0;
    int rest = 0;
    int done = context && EVP_CipherInit_ex2(context, cipher, key, iv, encrypt ? 1 : 0, NULL)
        && EVP_CIPHER_CTX_set_padding(context, 0)
        && (count == 0 || EVP_CipherUpdate(context, output, &written, input, (int)count))
        && EVP_CipherFinal_ex(context, output + written, &rest) && (size_t)(written + rest) == count;
    EVP_CIPHER_CTX_free(context);
    return done ? CK_PRIMITIVE_OK : CK_PRIMITIVE_LIBRARY;
}

int ck_retail_mac(const uint8_t *key, const uint8_t *input, size_t count, uint8_t *mac) {
    if (count < 8 || count % 8 != 0 || count > INT_MAX) return CK_PRIMITIVE_ARGUMENT;
    // Single DES is 3DES with the same key twice; the last block, E(K1, D(K2, E(K1, x))), is 3DES with both.
    uint8_t single[16];
    uint8_t chain[8] = {0};
    uint8_t block[8];
    memcpy(single, key, 8);
    memcpy(single + 8, key, 8);
    int result = CK_PRIMITIVE_OK;
    for (size_t at = 0; at + 8 < count && result == CK_PRIMITIVE_OK; at += 8) {
        result = ck_cbc(0, 1, single, 16, chain, input + at, 8, block);
        memcpy(chain, block, 8);
    }
    if (result == CK_PRIMITIVE_OK) result = ck_cbc(0, 1, key, 16, chain, input + count - 8, 8, mac);
    OPENSSL_cleanse(single, sizeof single);
    OPENSSL_cleanse(block, sizeof block);
    OPENSSL_cleanse(chain, sizeof chain);
    return result;
}

int ck_aes_cmac(const uint8_t *key, size_t key_count, const uint8_t *input, size_t count, uint8_t *mac) {
    char name[] = "AES-128-CBC";
    if (key_count != 16 && key_count != 24 && key_count != 32) return CK_PRIMITIVE_ARGUMENT;
    if (key_count == 24) memcpy(name + 4, "192", 3);
    if (key_count == 32) memcpy(name + 4, "256", 3);
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name, 0), OSSL_PARAM_construct_end()};
    EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "CMAC", NULL);
    EVP_MAC_CTX *context = algorithm ? EVP_MAC_CTX_new(algorithm) : NULL;
    size_t written = 0;
    int done = context && EVP_MAC_init(context, key, key_count, parameters) && EVP_MAC_update(context, input, count)
        && EVP_MAC_final(context, mac, &written, 16) && written == 16;
    EVP_MAC_CTX_free(context);
    EVP_MAC_free(algorithm);
    return done ? CK_PRIMITIVE_OK : CK_PRIMITIVE_LIBRARY;
}

int ck_digest(int bits, const uint8_t *input, size_t count, uint8_t *digest) {
    const EVP_MD *algorithm = NULL;
    switch (bits) {
    case 160: algorithm = EVP_sha1(); break;
    case 224: algorithm = EVP_sha224(); break;
    case 256: algorithm = EVP_sha256(); break;
    case 384: algorithm = EVP_sha384(); break;
    case 512: algorithm = EVP_sha512(); break;
    default: return CK_PRIMITIVE_ARGUMENT;
    }
    unsigned int written = 0;
    return EVP_Digest(input, count, digest, &written, algorithm, NULL) && written == (unsigned int)bits / 8
        ? CK_PRIMITIVE_OK
        : CK_PRIMITIVE_LIBRARY;
}
