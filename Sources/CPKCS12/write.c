#include "CPKCS12.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

enum { SALT = 16, MOST_PASSWORD = 1024 };

struct cpkcs12_writer {
    STACK_OF(PKCS12_SAFEBAG) *keys;
    STACK_OF(PKCS12_SAFEBAG) *certificates;
    int rounds;
    int password_count;
    char password[MOST_PASSWORD];
};

cpkcs12_writer *cpkcs12_writer_new(const char *password, size_t password_count, int rounds) {
    if (password_count == 0 || password_count > MOST_PASSWORD || rounds < 1) return NULL;
    cpkcs12_writer *writer = OPENSSL_zalloc(sizeof *writer);
    if (!writer) return NULL;
    memcpy(writer->password, password, password_count);
    writer->password_count = (int)password_count;
    writer->rounds = rounds;
    writer->keys = sk_PKCS12_SAFEBAG_new_null();
    writer->certificates = sk_PKCS12_SAFEBAG_new_null();
    if (writer->keys && writer->certificates) return writer;
    cpkcs12_writer_free(writer);
    return NULL;
}

void cpkcs12_writer_free(cpkcs12_writer *writer) {
    if (!writer) return;
    sk_PKCS12_SAFEBAG_pop_free(writer->keys, PKCS12_SAFEBAG_free);
    sk_PKCS12_SAFEBAG_pop_free(writer->certificates, PKCS12_SAFEBAG_free);
    OPENSSL_clear_free(writer, sizeof *writer);
}

void cpkcs12_free(uint8_t *bytes) { OPENSSL_free(bytes); }

/* Takes the bag over in every case. */
static cpkcs12_outcome add(STACK_OF(PKCS12_SAFEBAG) *bags, PKCS12_SAFEBAG *bag, const uint8_t *id, size_t id_count,
                           const char *name) {
    int done = bag != NULL;
    if (done && id_count > 0 && id_count <= INT_MAX)
        done = PKCS12_add_localkeyid(bag, (unsigned char *)id, (int)id_count);
    if (done && name) done = PKCS12_add_friendlyname_utf8(bag, name, -1);
    if (done && sk_PKCS12_SAFEBAG_push(bags, bag) > 0) return CPKCS12_DONE;
    PKCS12_SAFEBAG_free(bag);
    ERR_clear_error();
    return CPKCS12_MEMORY;
}

cpkcs12_outcome cpkcs12_writer_key(cpkcs12_writer *writer, const uint8_t *pkcs8, size_t count, const uint8_t *id,
                                   size_t id_count, const char *name) {
    const unsigned char *next = pkcs8;
    PKCS8_PRIV_KEY_INFO *key = count <= INT_MAX ? d2i_PKCS8_PRIV_KEY_INFO(NULL, &next, (long)count) : NULL;
    if (!key) {
        ERR_clear_error();
        return CPKCS12_MALFORMED;
    }
    PKCS12_SAFEBAG *bag = PKCS12_SAFEBAG_create_pkcs8_encrypt(
        NID_aes_256_cbc, writer->password, writer->password_count, NULL, SALT, writer->rounds, key);
    PKCS8_PRIV_KEY_INFO_free(key);
    return add(writer->keys, bag, id, id_count, name);
}

cpkcs12_outcome cpkcs12_writer_certificate(cpkcs12_writer *writer, const uint8_t *der, size_t count, const uint8_t *id,
                                           size_t id_count, const char *name) {
    const unsigned char *next = der;
    X509 *certificate = count <= INT_MAX ? d2i_X509(NULL, &next, (long)count) : NULL;
    if (!certificate) {
        ERR_clear_error();
        return CPKCS12_MALFORMED;
    }
    PKCS12_SAFEBAG *bag = PKCS12_SAFEBAG_create_cert(certificate);
    X509_free(certificate);
    return add(writer->certificates, bag, id, id_count, name);
}

/* Takes the safe over in every case. */
static int push(STACK_OF(PKCS7) *safes, PKCS7 *safe) {
    if (safe && sk_PKCS7_push(safes, safe) > 0) return 1;
    PKCS7_free(safe);
    return 0;
}

cpkcs12_outcome cpkcs12_writer_finish(cpkcs12_writer *writer, uint8_t **bytes, size_t *count) {
    STACK_OF(PKCS7) *safes = sk_PKCS7_new_null();
    PKCS12 *file = NULL;
    unsigned char *der = NULL;
    int length = 0;
    int done = safes
        && push(safes, PKCS12_pack_p7encdata(NID_aes_256_cbc, writer->password, writer->password_count, NULL, SALT,
                                             writer->rounds, writer->certificates))
        && push(safes, PKCS12_pack_p7data(writer->keys));
    if (done) file = PKCS12_add_safes(safes, 0);
    if (file
        && PKCS12_set_mac(file, writer->password, writer->password_count, NULL, SALT, writer->rounds, EVP_sha256()))
        length = i2d_PKCS12(file, &der);
    PKCS12_free(file);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    ERR_clear_error();
    if (length <= 0) return CPKCS12_MEMORY;
    *bytes = der;
    *count = (size_t)length;
    return CPKCS12_DONE;
}
