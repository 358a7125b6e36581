#ifndef CPKCS12_H
#define CPKCS12_H

#include <stddef.h>
#include <stdint.h>

/* PKCS#12 (RFC 7292) by OpenSSL, bag by bag: private keys come out as PKCS#8 whatever their algorithm, for OpenSSL does
 * not know Kazakhstan's. Passwords are UTF-8, at least one byte. One thread at a time per call; no globals of ours. */

typedef enum {
    CPKCS12_DONE = 0,
    CPKCS12_MALFORMED,   /* no PKCS#12, or damaged behind a right password */
    CPKCS12_PASSWORD,    /* the file is whole, the password another */
    CPKCS12_UNSUPPORTED, /* a protection that is not known here, or none at all */
    CPKCS12_COSTLY,      /* more bags or key-derivation rounds than the limits */
    CPKCS12_MEMORY       /* no memory or no random numbers */
} cpkcs12_outcome;

typedef enum { CPKCS12_KEY, CPKCS12_CERTIFICATE } cpkcs12_kind;

/* Takes one bag: DER of a PrivateKeyInfo (RFC 5208) or a certificate, its localKeyID (count 0: none) and its friendlyName
 * (UTF-8, NULL: none). All are valid, and keys unencrypted, during the call only. */
typedef void (*cpkcs12_take)(void *context, cpkcs12_kind kind, const uint8_t *bytes, size_t count, const uint8_t *id,
                             size_t id_count, const char *name);

/* To be called once before the others and before any other use of OpenSSL: loads its providers, without any configuration
 * file, and lets it zero all memory that it gives back. Returns 1 when the one
 * for old files (RC2, 3DES) is there, else 0. */
int cpkcs12_prepare(void);

/* Reads a file; `rounds` bounds the key-derivation rounds in all. */
cpkcs12_outcome cpkcs12_read(const uint8_t *bytes, size_t count, const char *password, size_t password_count,
                             long rounds, cpkcs12_take take, void *context);

/* A file in the making. */
typedef struct cpkcs12_writer cpkcs12_writer;

/* NULL: no memory. Every key, the certificates and the MAC get `rounds` rounds: PBES2 with AES-256, MAC with SHA-256. */
cpkcs12_writer *cpkcs12_writer_new(const char *password, size_t password_count, int rounds);

/* Adds a PrivateKeyInfo, encrypted at once. */
cpkcs12_outcome cpkcs12_writer_key(cpkcs12_writer *writer, const uint8_t *pkcs8, size_t count, const uint8_t *id,
                                   size_t id_count, const char *name);

/* Adds a certificate; id_count 0 and NULL for one of the chain. */
cpkcs12_outcome cpkcs12_writer_certificate(cpkcs12_writer *writer, const uint8_t *der, size_t count, const uint8_t *id,
                                           size_t id_count, const char *name);

/* Encrypts the certificates and gives the whole file, to be freed with cpkcs12_free(). */
cpkcs12_outcome cpkcs12_writer_finish(cpkcs12_writer *writer, uint8_t **bytes, size_t *count);

void cpkcs12_free(uint8_t *bytes);

/* Zeroes the password. */
void cpkcs12_writer_free(cpkcs12_writer *writer);

#endif
