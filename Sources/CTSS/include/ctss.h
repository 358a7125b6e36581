#ifndef PSC_KIOSK_CTSS_H
#define PSC_KIOSK_CTSS_H

#include <stddef.h>
#include <stdint.h>

/* Longest kept form of a key: its public and its wrapped private part, as TPM 2.0 part 2 marshals them. */
#define CTSS_KEY_MAX 1024

/* Whether the TPM gives us its owner's storage key. All calls block, and answer 0 or the TSS2_RC of what failed. */
uint32_t ctss_probe(const char *tcti);

/* Makes an ECC P-256 signing key in the TPM, below the owner's storage key. `key` is what load needs again: only that TPM
   can unwrap it. `point` becomes the public point, 4 || X || Y. */
uint32_t ctss_create(const char *tcti, uint8_t key[CTSS_KEY_MAX], size_t *length, uint8_t point[65]);

/* The public point of a kept key; needs no TPM. */
uint32_t ctss_point(const uint8_t *key, size_t length, uint8_t point[65]);

/* ECDSA with SHA-256 over a digest of 32 bytes, in the TPM. */
uint32_t ctss_sign(
    const char *tcti, const uint8_t *key, size_t length, const uint8_t digest[32], uint8_t r[32], uint8_t s[32]);

#endif
