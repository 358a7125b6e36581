// The curves that nettle's hogweed knows (its names: gost_gc256b, gost_gc512a).
#define _DEFAULT_SOURCE
#include "internal.h"

#include <nettle/ecc-curve.h>
#include <nettle/gostdsa.h>
#include <stdlib.h>
#include <string.h>

static void number_read(mpz_t number, const uint8_t *bytes, size_t count) {
    mpz_init(number);
    mpz_import(number, count, -1, 1, 0, 0, bytes);
}

static void number_write(uint8_t *bytes, size_t count, const mpz_t number) {
    memset(bytes, 0, count);
    if (mpz_sizeinbase(number, 256) <= count) mpz_export(bytes, NULL, -1, 1, 0, 0, number);
}

// mpz_limbs_modify could move the number and leave a copy behind: so the memory that it has now.
static void number_wipe(mpz_t number) {
    explicit_bzero(number->_mp_d, (size_t)number->_mp_alloc * sizeof(mp_limb_t));
    mpz_clear(number);
}

static void scalar_wipe(struct ecc_scalar *scalar) {
    explicit_bzero(scalar->p, (size_t)ecc_size(scalar->ecc) * sizeof(mp_limb_t));
    ecc_scalar_clear(scalar);
}

// A number of 1 ... q - 1; the caller wipes it in every case.
static int scalar_read(struct ecc_scalar *scalar, const struct ecc_curve *ecc, const uint8_t *bytes, size_t count) {
    mpz_t number;
    number_read(number, bytes, count);
    ecc_scalar_init(scalar, ecc);
    int fits = ecc_scalar_set(scalar, number);
    number_wipe(number);
    return fits;
}

// A point of the curve; the caller clears it in every case. Both curves have cofactor 1, so that the order is right.
static int point_read(struct ecc_point *point, const struct ecc_curve *ecc, const uint8_t *bytes, size_t count) {
    mpz_t x, y;
    number_read(x, bytes, count);
    number_read(y, bytes + count, count);
    ecc_point_init(point, ecc);
    int fits = ecc_point_set(point, x, y);
    mpz_clear(x);
    mpz_clear(y);
    return fits;
}

static int check(const struct ecc_curve *ecc, size_t count, const uint8_t *public_key) {
    struct ecc_point point;
    int fits = point_read(&point, ecc, public_key, count);
    ecc_point_clear(&point);
    return fits;
}

static int derive(const struct ecc_curve *ecc, size_t count, const uint8_t *private_key, uint8_t *public_key) {
    struct ecc_scalar key;
    int fits = scalar_read(&key, ecc, private_key, count);
    if (fits) {
        struct ecc_point point;
        mpz_t x, y;
        ecc_point_init(&point, ecc);
        ecc_point_mul_g(&point, &key);
        mpz_inits(x, y, NULL);
        ecc_point_get(&point, x, y);
        number_write(public_key, count, x);
        number_write(public_key + count, count, y);
        mpz_clears(x, y, NULL);
        ecc_point_clear(&point);
    }
    scalar_wipe(&key);
    return fits;
}

static int sign(const struct ecc_curve *ecc, size_t count, const uint8_t *private_key, const uint8_t *digest,
                const uint8_t *nonce, uint8_t *signature) {
    struct ecc_scalar key, k;
    int fits = scalar_read(&key, ecc, private_key, count);
    fits &= scalar_read(&k, ecc, nonce, count);
    size_t limbs = (size_t)ecc_size(ecc), scratch = (size_t)ecc_gostdsa_sign_itch(ecc);
    mp_limb_t *memory = fits ? calloc(2 * limbs + scratch, sizeof *memory) : NULL;
    int done = 0;
    if (memory) {
        mpz_t r, s;
        ecc_gostdsa_sign(ecc, key.p, k.p, count, digest, memory, memory + limbs, memory + 2 * limbs);
        mpz_roinit_n(r, memory, (mp_size_t)limbs);
        mpz_roinit_n(s, memory + limbs, (mp_size_t)limbs);
        done = mpz_sgn(r) > 0 && mpz_sgn(s) > 0;
        number_write(signature, count, r);
        number_write(signature + count, count, s);
        explicit_bzero(memory, (2 * limbs + scratch) * sizeof *memory);
        free(memory);
    }
    scalar_wipe(&key);
    scalar_wipe(&k);
    return done;
}

static int verify(const struct ecc_curve *ecc, size_t count, const uint8_t *public_key, const uint8_t *digest,
                  const uint8_t *signature) {
    struct ecc_point point;
    int valid = 0;
    if (point_read(&point, ecc, public_key, count)) {
        struct dsa_signature rs;
        number_read(rs.r, signature, count);
        number_read(rs.s, signature + count, count);
        valid = gostdsa_verify(&point, count, digest, &rs);
        dsa_signature_clear(&rs);
    }
    ecc_point_clear(&point);
    return valid;
}

#define BACKEND(name, curve, count)                                                                                    \
    static int name##_check(const uint8_t *p) { return check(curve, count, p); }                                       \
    static int name##_public(const uint8_t *d, uint8_t *p) { return derive(curve, count, d, p); }                      \
    static int name##_sign(const uint8_t *d, const uint8_t *h, const uint8_t *k, uint8_t *rs) {                        \
        return sign(curve, count, d, h, k, rs);                                                                        \
    }                                                                                                                  \
    static int name##_verify(const uint8_t *p, const uint8_t *h, const uint8_t *rs) {                                  \
        return verify(curve, count, p, h, rs);                                                                         \
    }                                                                                                                  \
    const struct cgost_backend name = {count, name##_check, name##_public, name##_sign, name##_verify};

BACKEND(cgost_256_b, nettle_get_gost_gc256b(), 32)
BACKEND(cgost_512_a, nettle_get_gost_gc512a(), 64)
