// GOST R 34.10 over three curves: two by nettle's hogweed, one (cofactor 4) by libcrypto.
//
// All numbers are little-endian byte strings as Kazakhstan's certificates hold them: a public key is x, y; a signature
// is r, s; a digest is read as a little-endian number. Lengths follow from the curve: cgost_length().
#ifndef CGOST_H
#define CGOST_H

#include <nettle/gosthash94.h>
#include <nettle/streebog.h>
#include <stddef.h>
#include <stdint.h>

enum cgost_curve {
    CGOST_256_A = 0, // id-tc26-gost-3410-2012-256-paramSetA (RFC 7836, A.2)
    CGOST_256_B = 1, // id-GostR3410-2001-CryptoPro-A-ParamSet (RFC 4357, 11.4)
    CGOST_512_A = 2, // id-tc26-gost-3410-12-512-paramSetA (RFC 7836, A.1)
};

// Bytes of one number of the curve: 32 or 64; 0 for no curve.
size_t cgost_length(int curve);

// 1 when the point is on the curve and of the right order.
int cgost_check(int curve, const uint8_t *public_key);

// The public key of a private one; 0 when the private key is not within 1 ... q - 1.
int cgost_public(int curve, const uint8_t *private_key, uint8_t *public_key);

// Makes a random private key and its public one; 0 when the system gives no randomness.
int cgost_generate(int curve, uint8_t *private_key, uint8_t *public_key);

// Signs a digest of cgost_length() bytes with a fresh random nonce; 0 when the key is out of range or there is no
// randomness.
int cgost_sign(int curve, const uint8_t *private_key, const uint8_t *digest, uint8_t *signature);

// 1 when the signature of the digest is valid.
int cgost_verify(int curve, const uint8_t *public_key, const uint8_t *digest, const uint8_t *signature);

#endif
