#include "CPrimitives.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

static int curve_of(int parameters) {
    switch (parameters) {
    case 8: return NID_X9_62_prime192v1;
    case 9: return NID_brainpoolP192r1;
    case 10: return NID_secp224r1;
    case 11: return NID_brainpoolP224r1;
    case 12: return NID_X9_62_prime256v1;
    case 13: return NID_brainpoolP256r1;
    case 14: return NID_brainpoolP320r1;
    case 15: return NID_secp384r1;
    case 16: return NID_brainpoolP384r1;
    case 17: return NID_brainpoolP512r1;
    case 18: return NID_secp521r1;
    default: return NID_undef;
    }
}

// What every calculation on a curve needs; zeroed when there is no such curve.
struct workshop {
    EC_GROUP *group;
    BN_CTX *numbers;
};

static int open_workshop(int parameters, struct workshop *shop) {
    int curve = curve_of(parameters);
    shop->group = NULL;
    shop->numbers = NULL;
    if (curve == NID_undef) return CK_PRIMITIVE_ARGUMENT;
    shop->group = EC_GROUP_new_by_curve_name(curve);
    shop->numbers = BN_CTX_secure_new();
    return shop->group && shop->numbers ? CK_PRIMITIVE_OK : CK_PRIMITIVE_LIBRARY;
}

static void close_workshop(struct workshop *shop) {
    EC_GROUP_free(shop->group);
    BN_CTX_free(shop->numbers);
}

static size_t coordinate_bytes(const struct workshop *shop) {
    return ((size_t)EC_GROUP_get_degree(shop->group) + 7) / 8;
}

static size_t scalar_bytes(const struct workshop *shop) {
    return ((size_t)EC_GROUP_order_bits(shop->group) + 7) / 8;
}

// Only the uncompressed form; the library itself refuses points that are not on the curve.
static int read_point(const struct workshop *shop, const uint8_t *bytes, size_t count, EC_POINT *point) {
    if (count != 1 + 2 * coordinate_bytes(shop) || bytes[0] != 0x04) return CK_PRIMITIVE_POINT;
    return EC_POINT_oct2point(shop->group, point, bytes, count, shop->numbers) ? CK_PRIMITIVE_OK : CK_PRIMITIVE_POINT;
}

static int write_point(const struct workshop *shop, const EC_POINT *point, uint8_t *bytes) {
    if (EC_POINT_is_at_infinity(shop->group, point)) return CK_PRIMITIVE_POINT;
    size_t written = EC_POINT_point2oct(
        shop->group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, CK_POINT_CAPACITY, shop->numbers);
    return written == 1 + 2 * coordinate_bytes(shop) ? CK_PRIMITIVE_OK : CK_PRIMITIVE_LIBRARY;
}

int ck_curve_sizes(int parameters, size_t *coordinate, size_t *scalar) {
    struct workshop shop;
    int result = open_workshop(parameters, &shop);
    if (result == CK_PRIMITIVE_OK) {
        *coordinate = coordinate_bytes(&shop);
        *scalar = scalar_bytes(&shop);
    }
    close_workshop(&shop);
    return result;
}

int ck_curve_scalar(int parameters, uint8_t *scalar) {
    struct workshop shop;
    int result = open_workshop(parameters, &shop);
    BIGNUM *number = BN_secure_new();
    if (result == CK_PRIMITIVE_OK) {
        const BIGNUM *order = EC_GROUP_get0_order(shop.group);
        int done = number != NULL;
        do {
            done = done && BN_priv_rand_range(number, order);
        } while (done && BN_is_zero(number));
        int count = (int)scalar_bytes(&shop);
        if (!done || BN_bn2binpad(number, scalar, count) != count) result = CK_PRIMITIVE_LIBRARY;
    }
    BN_clear_free(number);
    close_workshop(&shop);
    return result;
}

int ck_curve_multiply(
    int parameters, const uint8_t *scalar, size_t scalar_count, const uint8_t *point, size_t point_count,
    uint8_t *product) {
    if (scalar_count > CK_SCALAR_CAPACITY) return CK_PRIMITIVE_ARGUMENT;
    struct workshop shop;
    int result = open_workshop(parameters, &shop);
    EC_POINT *operand = result == CK_PRIMITIVE_OK ? EC_POINT_new(shop.group) : NULL;
    EC_POINT *made = result == CK_PRIMITIVE_OK ? EC_POINT_new(shop.group) : NULL;
    BIGNUM *number = BN_secure_new();
    if (result == CK_PRIMITIVE_OK) {
        int ready = operand && made && number && BN_bin2bn(scalar, (int)scalar_count, number);
        if (number) BN_set_flags(number, BN_FLG_CONSTTIME);
        if (!ready) result = CK_PRIMITIVE_LIBRARY;
    }
    if (result == CK_PRIMITIVE_OK && point) result = read_point(&shop, point, point_count, operand);
    if (result == CK_PRIMITIVE_OK) {
        int done = point ? EC_POINT_mul(shop.group, made, NULL, operand, number, shop.numbers)
                         : EC_POINT_mul(shop.group, made, number, NULL, NULL, shop.numbers);
        result = done ? write_point(&shop, made, product) : CK_PRIMITIVE_LIBRARY;
    }
    BN_clear_free(number);
    EC_POINT_clear_free(made);
    EC_POINT_clear_free(operand);
    close_workshop(&shop);
    return result;
}

int ck_curve_add(
    int parameters, const uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count, uint8_t *sum) {
    struct workshop shop;
    int result = open_workshop(parameters, &shop);
    EC_POINT *one = result == CK_PRIMITIVE_OK ? EC_POINT_new(shop.group) : NULL;
    EC_POINT *other = result == CK_PRIMITIVE_OK ? EC_POINT_new(shop.group) : NULL;
    if (result == CK_PRIMITIVE_OK && !(one && other)) result = CK_PRIMITIVE_LIBRARY;
    if (result == CK_PRIMITIVE_OK) result = read_point(&shop, left, left_count, one);
    if (result == CK_PRIMITIVE_OK) result = read_point(&shop, right, right_count, other);
    if (result == CK_PRIMITIVE_OK) {
        int done = EC_POINT_add(shop.group, one, one, other, shop.numbers);
        result = done ? write_point(&shop, one, sum) : CK_PRIMITIVE_LIBRARY;
    }
    EC_POINT_clear_free(one);
    EC_POINT_clear_free(other);
    close_workshop(&shop);
    return result;
}
