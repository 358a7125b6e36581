#include "ctss.h"

#include <string.h>
#include <tss2/tss2_esys.h>
#include <tss2/tss2_mu.h>
#include <tss2/tss2_tctildr.h>

/* A connection to the TPM, and the owner's storage key in it. */
struct line {
    TSS2_TCTI_CONTEXT *tcti;
    ESYS_CONTEXT *esys;
    ESYS_TR storage;
};

static void end(struct line *line) {
    if (line->esys != NULL && line->storage != ESYS_TR_NONE) Esys_FlushContext(line->esys, line->storage);
    if (line->esys != NULL) Esys_Finalize(&line->esys);
    if (line->tcti != NULL) Tss2_TctiLdr_Finalize(&line->tcti);
}

/* The template of the TCG's provisioning guidance for ECC storage keys (7.5.1): the same seed gives the same key. */
static TPM2B_PUBLIC storage_template(void) {
    TPM2B_PUBLIC template = {.publicArea = {
        .type = TPM2_ALG_ECC,
        .nameAlg = TPM2_ALG_SHA256,
        .objectAttributes = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN |
            TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA | TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT,
        .parameters.eccDetail = {
            .symmetric = {.algorithm = TPM2_ALG_AES, .keyBits.aes = 128, .mode.aes = TPM2_ALG_CFB},
            .scheme.scheme = TPM2_ALG_NULL,
            .curveID = TPM2_ECC_NIST_P256,
            .kdf.scheme = TPM2_ALG_NULL,
        },
    }};
    return template;
}

static TPM2B_PUBLIC signing_template(void) {
    TPM2B_PUBLIC template = {.publicArea = {
        .type = TPM2_ALG_ECC,
        .nameAlg = TPM2_ALG_SHA256,
        .objectAttributes = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN |
            TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA | TPMA_OBJECT_SIGN_ENCRYPT,
        .parameters.eccDetail = {
            .symmetric.algorithm = TPM2_ALG_NULL,
            .scheme = {.scheme = TPM2_ALG_ECDSA, .details.ecdsa.hashAlg = TPM2_ALG_SHA256},
            .curveID = TPM2_ECC_NIST_P256,
            .kdf.scheme = TPM2_ALG_NULL,
        },
    }};
    return template;
}

static TSS2_RC begin(struct line *line, const char *tcti) {
    memset(line, 0, sizeof *line);
    line->storage = ESYS_TR_NONE;
    TSS2_RC rc = Tss2_TctiLdr_Initialize(tcti, &line->tcti);
    if (rc != TSS2_RC_SUCCESS) return rc;
    rc = Esys_Initialize(&line->esys, line->tcti, NULL);
    if (rc != TSS2_RC_SUCCESS) return rc;
    TPM2B_PUBLIC template = storage_template();
    TPM2B_SENSITIVE_CREATE sensitive = {0};
    TPM2B_DATA outside = {0};
    TPML_PCR_SELECTION pcrs = {0};
    return Esys_CreatePrimary(
        line->esys, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &sensitive, &template, &outside,
        &pcrs, &line->storage, NULL, NULL, NULL, NULL);
}

/* A coordinate or half of a signature may come without its leading zeros. */
static TSS2_RC padded(const TPM2B_ECC_PARAMETER *number, uint8_t out[32]) {
    if (number->size > 32) return TSS2_BASE_RC_MALFORMED_RESPONSE;
    memset(out, 0, 32);
    memcpy(out + 32 - number->size, number->buffer, number->size);
    return TSS2_RC_SUCCESS;
}

static TSS2_RC point_of(const TPM2B_PUBLIC *public, uint8_t point[65]) {
    if (public->publicArea.type != TPM2_ALG_ECC ||
        public->publicArea.parameters.eccDetail.curveID != TPM2_ECC_NIST_P256) return TSS2_BASE_RC_BAD_VALUE;
    point[0] = 4;
    TSS2_RC rc = padded(&public->publicArea.unique.ecc.x, point + 1);
    return rc != TSS2_RC_SUCCESS ? rc : padded(&public->publicArea.unique.ecc.y, point + 33);
}

static TSS2_RC read_key(const uint8_t *key, size_t length, TPM2B_PUBLIC *public, TPM2B_PRIVATE *private) {
    size_t offset = 0;
    memset(public, 0, sizeof *public);
    memset(private, 0, sizeof *private);
    TSS2_RC rc = Tss2_MU_TPM2B_PUBLIC_Unmarshal(key, length, &offset, public);
    if (rc == TSS2_RC_SUCCESS) rc = Tss2_MU_TPM2B_PRIVATE_Unmarshal(key, length, &offset, private);
    if (rc == TSS2_RC_SUCCESS && offset != length) rc = TSS2_BASE_RC_BAD_SIZE;
    return rc;
}

uint32_t ctss_probe(const char *tcti) {
    struct line line;
    TSS2_RC rc = begin(&line, tcti);
    end(&line);
    return rc;
}

uint32_t ctss_create(const char *tcti, uint8_t key[CTSS_KEY_MAX], size_t *length, uint8_t point[65]) {
    struct line line;
    TSS2_RC rc = begin(&line, tcti);
    TPM2B_PUBLIC template = signing_template(), *public = NULL;
    TPM2B_PRIVATE *private = NULL;
    TPM2B_SENSITIVE_CREATE sensitive = {0};
    TPM2B_DATA outside = {0};
    TPML_PCR_SELECTION pcrs = {0};
    if (rc == TSS2_RC_SUCCESS) {
        rc = Esys_Create(
            line.esys, line.storage, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &sensitive, &template, &outside,
            &pcrs, &private, &public, NULL, NULL, NULL);
    }
    *length = 0;
    if (rc == TSS2_RC_SUCCESS) rc = Tss2_MU_TPM2B_PUBLIC_Marshal(public, key, CTSS_KEY_MAX, length);
    if (rc == TSS2_RC_SUCCESS) rc = Tss2_MU_TPM2B_PRIVATE_Marshal(private, key, CTSS_KEY_MAX, length);
    if (rc == TSS2_RC_SUCCESS) rc = point_of(public, point);
    Esys_Free(public);
    Esys_Free(private);
    end(&line);
    return rc;
}

uint32_t ctss_point(const uint8_t *key, size_t length, uint8_t point[65]) {
    TPM2B_PUBLIC public;
    TPM2B_PRIVATE private;
    TSS2_RC rc = read_key(key, length, &public, &private);
    return rc != TSS2_RC_SUCCESS ? rc : point_of(&public, point);
}

uint32_t ctss_sign(
    const char *tcti, const uint8_t *key, size_t length, const uint8_t digest[32], uint8_t r[32], uint8_t s[32]) {
    TPM2B_PUBLIC public;
    TPM2B_PRIVATE private;
    TSS2_RC rc = read_key(key, length, &public, &private);
    if (rc != TSS2_RC_SUCCESS) return rc;
    struct line line;
    rc = begin(&line, tcti);
    ESYS_TR handle = ESYS_TR_NONE;
    if (rc == TSS2_RC_SUCCESS) {
        rc = Esys_Load(
            line.esys, line.storage, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &private, &public, &handle);
    }
    TPMT_SIGNATURE *signature = NULL;
    if (rc == TSS2_RC_SUCCESS) {
        TPM2B_DIGEST hash = {.size = 32};
        memcpy(hash.buffer, digest, 32);
        TPMT_SIG_SCHEME scheme = {.scheme = TPM2_ALG_ECDSA, .details.ecdsa.hashAlg = TPM2_ALG_SHA256};
        TPMT_TK_HASHCHECK ticket = {.tag = TPM2_ST_HASHCHECK, .hierarchy = TPM2_RH_NULL};
        rc = Esys_Sign(
            line.esys, handle, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &hash, &scheme, &ticket, &signature);
    }
    if (rc == TSS2_RC_SUCCESS && signature->sigAlg != TPM2_ALG_ECDSA) rc = TSS2_BASE_RC_MALFORMED_RESPONSE;
    if (rc == TSS2_RC_SUCCESS) rc = padded(&signature->signature.ecdsa.signatureR, r);
    if (rc == TSS2_RC_SUCCESS) rc = padded(&signature->signature.ecdsa.signatureS, s);
    Esys_Free(signature);
    if (handle != ESYS_TR_NONE) Esys_FlushContext(line.esys, handle);
    end(&line);
    return rc;
}
