// The other side of PACE and secure messaging, by OpenPACE. Each function answers bytes written, or -1.
#include <eac/eac.h>
#include <eac/pace.h>
#include <openssl/buffer.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    EAC_CTX *context;
    PACE_SEC *secret;
} side;

static int give(BUF_MEM *made, uint8_t *output, size_t capacity) {
    int count = made && made->length <= capacity ? (int)made->length : -1;
    if (count >= 0) memcpy(output, made->data, made->length);
    BUF_MEM_free(made);
    return count;
}

static BUF_MEM *take(const uint8_t *input, size_t count) {
    BUF_MEM *made = BUF_MEM_new();
    if (made && BUF_MEM_grow(made, count)) memcpy(made->data, input, count);
    return made;
}

// Once, before anything else.
void foreign_begin_library(void) { EAC_init(); }

void *foreign_open(const uint8_t *card_access, size_t count, int reference, const char *password, size_t length) {
    side *made = calloc(1, sizeof *made);
    made->context = EAC_CTX_new();
    made->secret = PACE_SEC_new(password, length, (enum s_type)reference);
    if (made->context && made->secret && EAC_CTX_init_ef_cardaccess(card_access, count, made->context)) return made;
    EAC_CTX_clear_free(made->context);
    PACE_SEC_clear_free(made->secret);
    free(made);
    return NULL;
}

void foreign_close(void *handle) {
    side *one = handle;
    EAC_CTX_clear_free(one->context);
    PACE_SEC_clear_free(one->secret);
    free(one);
}

int foreign_make_nonce(void *handle, uint8_t *output, size_t capacity) {
    side *one = handle;
    return give(PACE_STEP1_enc_nonce(one->context, one->secret), output, capacity);
}

int foreign_take_nonce(void *handle, const uint8_t *input, size_t count) {
    side *one = handle;
    BUF_MEM *nonce = take(input, count);
    int done = PACE_STEP2_dec_nonce(one->context, one->secret, nonce);
    BUF_MEM_free(nonce);
    return done ? 0 : -1;
}

int foreign_mapping(void *handle, uint8_t *output, size_t capacity) {
    return give(PACE_STEP3A_generate_mapping_data(((side *)handle)->context), output, capacity);
}

int foreign_map(void *handle, const uint8_t *input, size_t count) {
    BUF_MEM *other = take(input, count);
    int done = PACE_STEP3A_map_generator(((side *)handle)->context, other);
    BUF_MEM_free(other);
    return done ? 0 : -1;
}

int foreign_key(void *handle, uint8_t *output, size_t capacity) {
    return give(PACE_STEP3B_generate_ephemeral_key(((side *)handle)->context), output, capacity);
}

int foreign_agree(void *handle, const uint8_t *input, size_t count) {
    EAC_CTX *context = ((side *)handle)->context;
    BUF_MEM *other = take(input, count);
    int done = PACE_STEP3B_compute_shared_secret(context, other) && PACE_STEP3C_derive_keys(context);
    BUF_MEM_free(other);
    return done ? 0 : -1;
}

int foreign_token(void *handle, const uint8_t *other_key, size_t count, uint8_t *output, size_t capacity) {
    BUF_MEM *other = take(other_key, count);
    BUF_MEM *token = PACE_STEP3D_compute_authentication_token(((side *)handle)->context, other);
    BUF_MEM_free(other);
    return give(token, output, capacity);
}

// 0 when the token holds, 1 when it does not.
int foreign_check(void *handle, const uint8_t *input, size_t count) {
    BUF_MEM *token = take(input, count);
    int result = PACE_STEP3D_verify_authentication_token(((side *)handle)->context, token);
    BUF_MEM_free(token);
    return result == 1 ? 0 : result == 0 ? 1 : -1;
}

// Starts secure messaging with the keys of PACE.
int foreign_begin(void *handle) {
    EAC_CTX *context = ((side *)handle)->context;
    return EAC_CTX_set_encryption_ctx(context, EAC_ID_PACE) && EAC_reset_ssc(context) ? 0 : -1;
}

// Counts on, then encrypts or decrypts whole blocks.
int foreign_count(void *handle) { return EAC_increment_ssc(((side *)handle)->context) ? 0 : -1; }

int foreign_crypt(void *handle, int encrypt, const uint8_t *input, size_t count, uint8_t *output, size_t capacity) {
    EAC_CTX *context = ((side *)handle)->context;
    BUF_MEM *data = take(input, count);
    BUF_MEM *made = encrypt ? EAC_encrypt(context, data) : EAC_decrypt(context, data);
    BUF_MEM_free(data);
    return give(made, output, capacity);
}

// The code over data that is padded already, counter put in front.
int foreign_code(void *handle, const uint8_t *input, size_t count, uint8_t *output, size_t capacity) {
    BUF_MEM *data = take(input, count);
    BUF_MEM *made = EAC_authenticate(((side *)handle)->context, data);
    BUF_MEM_free(data);
    return give(made, output, capacity);
}
