// What the two halves of CGOST share.
#ifndef CGOST_INTERNAL_H
#define CGOST_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

enum { CGOST_LONGEST = 64 };

// Every function takes numbers of `length` bytes, little-endian, and answers 1 for yes or done.
struct cgost_backend {
    size_t length;
    int (*check)(const uint8_t *public_key);
    int (*public_key)(const uint8_t *private_key, uint8_t *public_key);
    // One try with this nonce; 0 when it does not serve.
    int (*sign)(const uint8_t *private_key, const uint8_t *digest, const uint8_t *nonce, uint8_t *signature);
    int (*verify)(const uint8_t *public_key, const uint8_t *digest, const uint8_t *signature);
};

extern const struct cgost_backend cgost_256_a;
extern const struct cgost_backend cgost_256_b;
extern const struct cgost_backend cgost_512_a;

#endif
