// id-tc26-gost-3410-2012-256-paramSetA, a twisted Edwards curve of cofactor 4 in its Weierstrass form (RFC 7836, A.2),
// by libcrypto's curve arithmetic, whose multiplication by a secret number takes constant time.
#include "internal.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>

enum { COUNT = 32 };

static const char P[] = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97";
static const char A[] = "C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335";
static const char B[] = "295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513";
static const char Q[] = "400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67";
static const char X[] = "91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28";
static const char Y[] = "32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C";

// All that one computation needs; numbers come from the context, which is wiped with them.
struct work {
    BN_CTX *context;
    EC_GROUP *group;
    BIGNUM *order;
};

static int work_begin(struct work *w) {
    // A bad point is an answer here, no error for the next user of libcrypto to find.
    ERR_set_mark();
    w->group = NULL;
    w->order = NULL;
    w->context = BN_CTX_new();
    if (!w->context) return 0;
    BN_CTX_start(w->context);
    BIGNUM *p = BN_CTX_get(w->context), *a = BN_CTX_get(w->context), *b = BN_CTX_get(w->context);
    BIGNUM *x = BN_CTX_get(w->context), *y = BN_CTX_get(w->context), *cofactor = BN_CTX_get(w->context);
    w->order = BN_CTX_get(w->context);
    if (!w->order || !BN_hex2bn(&p, P) || !BN_hex2bn(&a, A) || !BN_hex2bn(&b, B) || !BN_hex2bn(&w->order, Q) ||
        !BN_hex2bn(&x, X) || !BN_hex2bn(&y, Y) || !BN_set_word(cofactor, 4))
        return 0;
    w->group = EC_GROUP_new_curve_GFp(p, a, b, w->context);
    if (!w->group) return 0;
    EC_POINT *generator = EC_POINT_new(w->group);
    int done = generator && EC_POINT_set_affine_coordinates(w->group, generator, x, y, w->context) &&
               EC_GROUP_set_generator(w->group, generator, w->order, cofactor);
    EC_POINT_free(generator);
    return done;
}

static void work_end(struct work *w) {
    EC_GROUP_free(w->group);
    if (w->context) BN_CTX_end(w->context);
    BN_CTX_free(w->context);
    ERR_pop_to_mark();
}

static BIGNUM *read_number(struct work *w, const uint8_t *bytes) {
    BIGNUM *number = BN_CTX_get(w->context);
    return number ? BN_lebin2bn(bytes, COUNT, number) : NULL;
}

// A secret or a part of a signature: 1 ... q - 1, else NULL.
static BIGNUM *read_scalar(struct work *w, const uint8_t *bytes) {
    BIGNUM *number = read_number(w, bytes);
    if (!number || BN_is_zero(number) || BN_cmp(number, w->order) >= 0) return NULL;
    BN_set_flags(number, BN_FLG_CONSTTIME);
    return number;
}

// The digest as the standard's e: modulo q, 1 in the place of 0.
static BIGNUM *read_digest(struct work *w, const uint8_t *bytes) {
    BIGNUM *e = read_number(w, bytes);
    if (!e || !BN_nnmod(e, e, w->order, w->context)) return NULL;
    if (BN_is_zero(e) && !BN_one(e)) return NULL;
    return e;
}

// A point of the subgroup of order q, else NULL.
static EC_POINT *read_point(struct work *w, const uint8_t *bytes) {
    BIGNUM *x = read_number(w, bytes), *y = read_number(w, bytes + COUNT);
    EC_POINT *point = EC_POINT_new(w->group), *multiple = EC_POINT_new(w->group);
    int fits = x && y && point && multiple && EC_POINT_set_affine_coordinates(w->group, point, x, y, w->context) &&
               EC_POINT_mul(w->group, multiple, NULL, point, w->order, w->context) &&
               EC_POINT_is_at_infinity(w->group, multiple);
    EC_POINT_free(multiple);
    if (fits) return point;
    EC_POINT_free(point);
    return NULL;
}

static int check(const uint8_t *public_key) {
    struct work w;
    EC_POINT *point = work_begin(&w) ? read_point(&w, public_key) : NULL;
    int valid = point != NULL;
    EC_POINT_free(point);
    work_end(&w);
    return valid;
}

static int derive(const uint8_t *private_key, uint8_t *public_key) {
    struct work w;
    int done = 0;
    BIGNUM *d = work_begin(&w) ? read_scalar(&w, private_key) : NULL;
    if (d) {
        BIGNUM *x = BN_CTX_get(w.context), *y = BN_CTX_get(w.context);
        EC_POINT *point = EC_POINT_new(w.group);
        done = y && point && EC_POINT_mul(w.group, point, d, NULL, NULL, w.context) &&
               EC_POINT_get_affine_coordinates(w.group, point, x, y, w.context) &&
               BN_bn2lebinpad(x, public_key, COUNT) == COUNT && BN_bn2lebinpad(y, public_key + COUNT, COUNT) == COUNT;
        EC_POINT_free(point);
    }
    work_end(&w);
    return done;
}

// r = x(kG) mod q, s = (r d + k e) mod q (GOST R 34.10-2012, 6.1).
static int sign(const uint8_t *private_key, const uint8_t *digest, const uint8_t *nonce, uint8_t *signature) {
    struct work w;
    int done = 0;
    BIGNUM *d = work_begin(&w) ? read_scalar(&w, private_key) : NULL;
    BIGNUM *k = d ? read_scalar(&w, nonce) : NULL;
    BIGNUM *e = k ? read_digest(&w, digest) : NULL;
    BIGNUM *r = e ? BN_CTX_get(w.context) : NULL, *s = e ? BN_CTX_get(w.context) : NULL;
    EC_POINT *point = s ? EC_POINT_new(w.group) : NULL;
    if (point && EC_POINT_mul(w.group, point, k, NULL, NULL, w.context) &&
        EC_POINT_get_affine_coordinates(w.group, point, r, NULL, w.context) && BN_nnmod(r, r, w.order, w.context) &&
        BN_mod_mul(s, r, d, w.order, w.context) && BN_mod_mul(k, k, e, w.order, w.context) &&
        BN_mod_add(s, s, k, w.order, w.context)) {
        done = !BN_is_zero(r) && !BN_is_zero(s) && BN_bn2lebinpad(r, signature, COUNT) == COUNT &&
               BN_bn2lebinpad(s, signature + COUNT, COUNT) == COUNT;
    }
    EC_POINT_clear_free(point);
    work_end(&w);
    return done;
}

// With v = 1/e: the point s v G - r v Q has r as its x modulo q (GOST R 34.10-2012, 6.2).
static int verify(const uint8_t *public_key, const uint8_t *digest, const uint8_t *signature) {
    struct work w;
    int valid = 0;
    BIGNUM *r = work_begin(&w) ? read_scalar(&w, signature) : NULL;
    BIGNUM *s = r ? read_scalar(&w, signature + COUNT) : NULL;
    BIGNUM *e = s ? read_digest(&w, digest) : NULL;
    BIGNUM *v = e ? BN_CTX_get(w.context) : NULL, *x = v ? BN_CTX_get(w.context) : NULL;
    EC_POINT *key = x ? read_point(&w, public_key) : NULL, *sum = key ? EC_POINT_new(w.group) : NULL;
    if (sum && BN_mod_inverse(v, e, w.order, w.context) && BN_mod_mul(s, s, v, w.order, w.context) &&
        BN_mod_mul(v, v, r, w.order, w.context) && BN_sub(v, w.order, v) &&
        EC_POINT_mul(w.group, sum, s, key, v, w.context) && !EC_POINT_is_at_infinity(w.group, sum) &&
        EC_POINT_get_affine_coordinates(w.group, sum, x, NULL, w.context) && BN_nnmod(x, x, w.order, w.context)) {
        valid = BN_cmp(x, r) == 0;
    }
    EC_POINT_free(key);
    EC_POINT_free(sum);
    work_end(&w);
    return valid;
}

const struct cgost_backend cgost_256_a = {COUNT, check, derive, sign, verify};
