#define _DEFAULT_SOURCE
#include "include/CGOST.h"
#include "internal.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

// A random number of the curve's length is within range with probability of at least 1/4 (q is near 2^254 at the
// smallest), so that this many failures in a row mean a fault.
enum { TRIES = 256 };

static const struct cgost_backend *backend(int curve) {
    switch (curve) {
    case CGOST_256_A: return &cgost_256_a;
    case CGOST_256_B: return &cgost_256_b;
    case CGOST_512_A: return &cgost_512_a;
    default: return NULL;
    }
}

static int fill(uint8_t *bytes, size_t count) {
    ssize_t got;
    do {
        got = getrandom(bytes, count, 0);
    } while (got < 0 && errno == EINTR);
    return got == (ssize_t)count;
}

size_t cgost_length(int curve) {
    const struct cgost_backend *b = backend(curve);
    return b ? b->length : 0;
}

int cgost_check(int curve, const uint8_t *public_key) {
    const struct cgost_backend *b = backend(curve);
    return b && b->check(public_key);
}

int cgost_public(int curve, const uint8_t *private_key, uint8_t *public_key) {
    const struct cgost_backend *b = backend(curve);
    return b && b->public_key(private_key, public_key);
}

int cgost_generate(int curve, uint8_t *private_key, uint8_t *public_key) {
    const struct cgost_backend *b = backend(curve);
    for (int i = 0; b && i < TRIES && fill(private_key, b->length); i++) {
        if (b->public_key(private_key, public_key)) return 1;
    }
    return 0;
}

int cgost_sign(int curve, const uint8_t *private_key, const uint8_t *digest, uint8_t *signature) {
    const struct cgost_backend *b = backend(curve);
    uint8_t nonce[CGOST_LONGEST];
    int done = 0;
    for (int i = 0; b && !done && i < TRIES && fill(nonce, b->length); i++) {
        done = b->sign(private_key, digest, nonce, signature);
    }
    explicit_bzero(nonce, sizeof nonce);
    return done;
}

int cgost_verify(int curve, const uint8_t *public_key, const uint8_t *digest, const uint8_t *signature) {
    const struct cgost_backend *b = backend(curve);
    return b && b->verify(public_key, digest, signature);
}
