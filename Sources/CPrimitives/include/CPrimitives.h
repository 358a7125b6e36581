// OpenSSL's primitives: ciphers, codes, digests and curve arithmetic for chips of identity documents (ICAO 9303 part 11),
// and the public operation of RSA for cards' signatures.
// No parser, no state between calls: each function reads the bytes it is given and writes at most what is said here.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// What a function answers.
enum ck_primitive_result {
    /// Done.
    CK_PRIMITIVE_OK = 0,
    /// Lengths or parameters that the function does not take.
    CK_PRIMITIVE_ARGUMENT = 1,
    /// A point that is not on the curve, or is at infinity.
    CK_PRIMITIVE_POINT = 2,
    /// The library refuses: out of memory, or an algorithm that it was built without.
    CK_PRIMITIVE_LIBRARY = 3,
};

/// CBC without padding, 3DES with keys of 16 bytes, AES with 16, 24 or 32. `iv` has one block (8 or 16 bytes), `count`
/// is a multiple of the block and `output` holds as many bytes. One block with a zero `iv` is ECB.
int ck_cbc(
    int aes, int encrypt, const uint8_t *key, size_t key_count, const uint8_t *iv, const uint8_t *input, size_t count,
    uint8_t *output);

/// ISO/IEC 9797-1 MAC algorithm 3 with DES (retail MAC): key of 16 bytes, input already padded to blocks of 8, at least
/// one; writes 8 bytes.
int ck_retail_mac(const uint8_t *key, const uint8_t *input, size_t count, uint8_t *mac);

/// AES-CMAC (SP 800-38B), keys of 16, 24 or 32 bytes; writes 16 bytes.
int ck_aes_cmac(const uint8_t *key, size_t key_count, const uint8_t *input, size_t count, uint8_t *mac);

/// SHA-1 for `bits` 160, else SHA-224, 256, 384, 512; writes `bits` / 8 bytes.
int ck_digest(int bits, const uint8_t *input, size_t count, uint8_t *digest);

/// The longest uncompressed point (04 X Y) and scalar of any curve here: P-521.
#define CK_POINT_CAPACITY 133
#define CK_SCALAR_CAPACITY 66

/// Bytes of one coordinate and of a scalar on a curve, by its number in ICAO 9303 part 11, table 6 (8 to 18);
/// CK_PRIMITIVE_ARGUMENT for other numbers, among them the groups without a curve (0 to 2).
int ck_curve_sizes(int parameters, size_t *coordinate, size_t *scalar);

/// A random scalar from 1 to the order less one, as many bytes as ck_curve_sizes says.
int ck_curve_scalar(int parameters, uint8_t *scalar);

/// `product` = `scalar` times `point`; the curve's generator where `point` is NULL. The scalar has `scalar_count`
/// bytes, at most CK_SCALAR_CAPACITY; points are uncompressed. CK_PRIMITIVE_POINT when `point` is not on the curve or the
/// product is at infinity.
int ck_curve_multiply(
    int parameters, const uint8_t *scalar, size_t scalar_count, const uint8_t *point, size_t point_count,
    uint8_t *product);

/// `sum` = `left` + `right`, all uncompressed; CK_PRIMITIVE_POINT as above.
int ck_curve_add(
    int parameters, const uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count, uint8_t *sum);

/// `input` to the power of `exponent` modulo `modulus` (RFC 8017, 5.2.2), all big-endian; writes `modulus_count` bytes.
/// CK_PRIMITIVE_ARGUMENT for an even modulus, one beyond 1024 bytes, an exponent longer than it, and an input that is not
/// below it. With a public key only: nothing here is constant in time.
int ck_rsa_public(
    const uint8_t *modulus, size_t modulus_count, const uint8_t *exponent, size_t exponent_count, const uint8_t *input,
    size_t input_count, uint8_t *output);
