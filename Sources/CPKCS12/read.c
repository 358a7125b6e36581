#include "CPKCS12.h"

#include <limits.h>
#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <string.h>

enum { MOST_SAFES = 16, MOST_BAGS = 256, MOST_DEPTH = 4 };

typedef struct {
    const char *password;
    int password_count;
    long rounds;
    int bags;
    cpkcs12_take take;
    void *context;
} reading;

/* Takes the rounds that an algorithm asks for from what is left. */
static cpkcs12_outcome spend(reading *state, const ASN1_INTEGER *rounds) {
    int64_t value = 1;
    if (rounds && !ASN1_INTEGER_get_int64(&value, rounds)) return CPKCS12_COSTLY;
    if (value < 1) return CPKCS12_MALFORMED;
    if (value > state->rounds) return CPKCS12_COSTLY;
    state->rounds -= (long)value;
    return CPKCS12_DONE;
}

static cpkcs12_outcome spend_pbes2(reading *state, const ASN1_TYPE *parameters) {
    PBE2PARAM *scheme = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), parameters);
    if (!scheme) return CPKCS12_MALFORMED;
    cpkcs12_outcome outcome = CPKCS12_UNSUPPORTED;
    if (OBJ_obj2nid(scheme->keyfunc->algorithm) == NID_id_pbkdf2 && scheme->keyfunc->parameter) {
        PBKDF2PARAM *derivation = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc->parameter);
        outcome = derivation ? spend(state, derivation->iter) : CPKCS12_MALFORMED;
        PBKDF2PARAM_free(derivation);
    }
    PBE2PARAM_free(scheme);
    return outcome;
}

/* Whether an encryption is one of PKCS#5 or PKCS#12 and affordable. */
static cpkcs12_outcome afford(reading *state, const X509_ALGOR *algorithm) {
    if (!algorithm || !algorithm->parameter) return CPKCS12_UNSUPPORTED;
    switch (OBJ_obj2nid(algorithm->algorithm)) {
    case NID_pbes2: return spend_pbes2(state, algorithm->parameter);
    case NID_pbe_WithSHA1And3_Key_TripleDES_CBC:
    case NID_pbe_WithSHA1And2_Key_TripleDES_CBC:
    case NID_pbe_WithSHA1And128BitRC2_CBC:
    case NID_pbe_WithSHA1And40BitRC2_CBC: {
        PBEPARAM *scheme = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter);
        cpkcs12_outcome outcome = scheme ? spend(state, scheme->iter) : CPKCS12_MALFORMED;
        PBEPARAM_free(scheme);
        return outcome;
    }
    default: return CPKCS12_UNSUPPORTED;
    }
}

static void give(reading *state, cpkcs12_kind kind, const uint8_t *bytes, int count, const PKCS12_SAFEBAG *bag) {
    const ASN1_TYPE *id = PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID);
    const ASN1_OCTET_STRING *octets = id && id->type == V_ASN1_OCTET_STRING ? id->value.octet_string : NULL;
    char *name = PKCS12_get_friendlyname((PKCS12_SAFEBAG *)bag);
    state->take(state->context, kind, bytes, (size_t)count, octets ? ASN1_STRING_get0_data(octets) : NULL,
                octets ? (size_t)ASN1_STRING_length(octets) : 0, name);
    OPENSSL_free(name);
}

static cpkcs12_outcome give_key(reading *state, const PKCS8_PRIV_KEY_INFO *key, const PKCS12_SAFEBAG *bag) {
    unsigned char *der = NULL;
    int count = i2d_PKCS8_PRIV_KEY_INFO(key, &der);
    if (count <= 0) return CPKCS12_MALFORMED;
    give(state, CPKCS12_KEY, der, count, bag);
    OPENSSL_clear_free(der, (size_t)count);
    return CPKCS12_DONE;
}

static cpkcs12_outcome read_shrouded(reading *state, const PKCS12_SAFEBAG *bag) {
    const X509_SIG *sealed = PKCS12_SAFEBAG_get0_pkcs8(bag);
    const X509_ALGOR *algorithm = NULL;
    const ASN1_OCTET_STRING *contents = NULL;
    if (!sealed) return CPKCS12_MALFORMED;
    X509_SIG_get0(sealed, &algorithm, &contents);
    cpkcs12_outcome outcome = afford(state, algorithm);
    if (outcome != CPKCS12_DONE) return outcome;
    PKCS8_PRIV_KEY_INFO *key = PKCS8_decrypt(sealed, state->password, state->password_count);
    if (!key) return CPKCS12_MALFORMED;
    outcome = give_key(state, key, bag);
    PKCS8_PRIV_KEY_INFO_free(key);
    return outcome;
}

static cpkcs12_outcome read_certificate(reading *state, const PKCS12_SAFEBAG *bag) {
    if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) return CPKCS12_DONE;
    X509 *certificate = PKCS12_SAFEBAG_get1_cert(bag);
    if (!certificate) return CPKCS12_MALFORMED;
    unsigned char *der = NULL;
    int count = i2d_X509(certificate, &der);
    X509_free(certificate);
    if (count <= 0) return CPKCS12_MALFORMED;
    give(state, CPKCS12_CERTIFICATE, der, count, bag);
    OPENSSL_free(der);
    return CPKCS12_DONE;
}

static cpkcs12_outcome read_bags(reading *state, const STACK_OF(PKCS12_SAFEBAG) *bags, int depth) {
    if (depth > MOST_DEPTH) return CPKCS12_COSTLY;
    cpkcs12_outcome outcome = CPKCS12_DONE;
    for (int index = 0; index < sk_PKCS12_SAFEBAG_num(bags) && outcome == CPKCS12_DONE; index++) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, index);
        if (++state->bags > MOST_BAGS) return CPKCS12_COSTLY;
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag: {
            const PKCS8_PRIV_KEY_INFO *key = PKCS12_SAFEBAG_get0_p8inf(bag);
            outcome = key ? give_key(state, key, bag) : CPKCS12_MALFORMED;
            break;
        }
        case NID_pkcs8ShroudedKeyBag: outcome = read_shrouded(state, bag); break;
        case NID_certBag: outcome = read_certificate(state, bag); break;
        case NID_safeContentsBag: {
            const STACK_OF(PKCS12_SAFEBAG) *inner = PKCS12_SAFEBAG_get0_safes(bag);
            outcome = inner ? read_bags(state, inner, depth + 1) : CPKCS12_MALFORMED;
            break;
        }
        default: break; /* lists and secrets are none of ours */
        }
    }
    return outcome;
}

static cpkcs12_outcome read_safe(reading *state, PKCS7 *safe) {
    STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
    switch (OBJ_obj2nid(safe->type)) {
    case NID_pkcs7_data:
        if (!safe->d.data) return CPKCS12_MALFORMED;
        bags = PKCS12_unpack_p7data(safe);
        break;
    case NID_pkcs7_encrypted: {
        if (!safe->d.encrypted || !safe->d.encrypted->enc_data) return CPKCS12_MALFORMED;
        cpkcs12_outcome outcome = afford(state, safe->d.encrypted->enc_data->algorithm);
        if (outcome != CPKCS12_DONE) return outcome;
        bags = PKCS12_unpack_p7encdata(safe, state->password, state->password_count);
        break;
    }
    default: return CPKCS12_UNSUPPORTED; /* enveloped for a certificate: no password opens it */
    }
    if (!bags) return CPKCS12_MALFORMED;
    cpkcs12_outcome outcome = read_bags(state, bags, 0);
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return outcome;
}

/* The MAC tells a wrong password from a damaged file; a file without one could be anybody's. */
static cpkcs12_outcome check_mac(reading *state, PKCS12 *file) {
    const ASN1_OCTET_STRING *mac = NULL, *salt = NULL;
    const X509_ALGOR *algorithm = NULL;
    const ASN1_INTEGER *rounds = NULL;
    if (!PKCS12_mac_present(file)) return CPKCS12_UNSUPPORTED;
    PKCS12_get0_mac(&mac, &algorithm, &salt, &rounds, file);
    if (!algorithm || !EVP_get_digestbyobj(algorithm->algorithm)) return CPKCS12_UNSUPPORTED;
    cpkcs12_outcome outcome = spend(state, rounds);
    if (outcome != CPKCS12_DONE) return outcome;
    ERR_clear_error();
    if (PKCS12_verify_mac(file, state->password, state->password_count)) return CPKCS12_DONE;
    return ERR_peek_error() ? CPKCS12_MALFORMED : CPKCS12_PASSWORD;
}

static cpkcs12_outcome read_file(reading *state, PKCS12 *file) {
    cpkcs12_outcome outcome = check_mac(state, file);
    if (outcome != CPKCS12_DONE) return outcome;
    STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(file);
    if (!safes) return CPKCS12_MALFORMED;
    if (sk_PKCS7_num(safes) > MOST_SAFES) outcome = CPKCS12_COSTLY;
    for (int index = 0; index < sk_PKCS7_num(safes) && outcome == CPKCS12_DONE; index++)
        outcome = read_safe(state, sk_PKCS7_value(safes, index));
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return outcome;
}

cpkcs12_outcome cpkcs12_read(const uint8_t *bytes, size_t count, const char *password, size_t password_count,
                             long rounds, cpkcs12_take take, void *context) {
    if (count == 0 || count > INT_MAX || password_count == 0 || password_count > 1024) return CPKCS12_MALFORMED;
    const unsigned char *next = bytes;
    PKCS12 *file = d2i_PKCS12(NULL, &next, (long)count);
    if (!file) {
        ERR_clear_error();
        return CPKCS12_MALFORMED;
    }
    reading state = {.password = password,
                     .password_count = (int)password_count,
                     .rounds = rounds,
                     .take = take,
                     .context = context};
    cpkcs12_outcome outcome = read_file(&state, file);
    PKCS12_free(file);
    ERR_clear_error();
    return outcome;
}
