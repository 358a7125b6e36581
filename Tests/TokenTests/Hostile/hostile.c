// A PKCS#11 module that misbehaves as its environment says, built by the tests:
//   HOSTILE=hang:C_Sign | crash:… | exit:… | general:… | vendor:… | incorrect:… | unsupported:… | slots | slots-grow |
//           mechanisms | objects | endless | unavailable | attribute-grows | signature | extractable | no-sign, several
//           parted by commas
//   HOSTILE_FLAGS=hexadecimal flags of the token; HOSTILE_GOST=1 for a GOST key
//   HOSTILE_WAIT=file: C_GetTokenInfo waits while it exists
//   HOSTILE_SERIAL=file with the serial number; empty: no token. HOSTILE_LOG=file that names each call
#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLOT 7
#define PRIVATE_KEY 1
#define PUBLIC_KEY 2
#define GOST_KEY_TYPE 0xD4321003UL
#define GOST_SIGN 0xD4321006UL
#define GOST_GENERATE 0xD4321005UL

static int wanted(const char *what) {
    const char *modes = getenv("HOSTILE");
    size_t length = strlen(what);
    while (modes && *modes) {
        if (!strncmp(modes, what, length) && (modes[length] == 0 || modes[length] == ',')) return 1;
        modes = strchr(modes, ',');
        if (modes) modes++;
    }
    return 0;
}

static int does(const char *how, const char *call) {
    char text[128];
    snprintf(text, sizeof text, "%s:%s", how, call);
    return wanted(text);
}

static CK_RV enter(const char *call) {
    const char *log = getenv("HOSTILE_LOG");
    FILE *file = log ? fopen(log, "a") : NULL;
    if (file) {
        fprintf(file, "%s\n", call);
        fclose(file);
    }
    const char *wait = getenv("HOSTILE_WAIT");
    while (wait && !strcmp(call, "C_GetTokenInfo") && access(wait, F_OK) == 0) usleep(10000);
    if (does("hang", call)) for (;;) pause();
    if (does("crash", call)) *(volatile int *)8 = 1;
    if (does("exit", call)) _exit(3);
    if (does("general", call)) return CKR_GENERAL_ERROR;
    if (does("vendor", call)) return 0x80001234UL;
    if (does("incorrect", call)) return CKR_PIN_INCORRECT;
    if (does("unsupported", call)) return CKR_FUNCTION_NOT_SUPPORTED;
    return CKR_OK;
}

#define ENTER(call)                    \
    do {                               \
        CK_RV result = enter(call);    \
        if (result) return result;     \
    } while (0)

static int is_gost(void) { return getenv("HOSTILE_GOST") != NULL; }

static int serial(unsigned char *field) {
    const char *path = getenv("HOSTILE_SERIAL");
    memset(field, ' ', 16);
    memcpy(field, "0001", 4);
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file) return 1;
    memset(field, ' ', 16);
    size_t count = fread(field, 1, 16, file);
    fclose(file);
    return count > 0;
}

CK_RV C_Initialize(void *arguments) { ENTER("C_Initialize"); return CKR_OK; }
CK_RV C_Finalize(void *reserved) { ENTER("C_Finalize"); return CKR_OK; }

CK_RV C_GetInfo(CK_INFO *info) {
    ENTER("C_GetInfo");
    memset(info, 0, sizeof *info);
    memcpy(info->libraryDescription, "hostile\x1b[2J", 11);
    return CKR_OK;
}

CK_RV C_GetSlotList(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count) {
    ENTER("C_GetSlotList");
    unsigned char field[16];
    if (wanted("slots")) { *count = 1000000; return CKR_OK; }
    if (!serial(field)) { *count = 0; return CKR_OK; }
    if (slots) slots[0] = SLOT;
    *count = slots && wanted("slots-grow") ? 60 : 1;
    return CKR_OK;
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
    ENTER("C_GetSlotInfo");
    memset(info, ' ', sizeof info->slotDescription);
    return CKR_OK;
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
    ENTER("C_GetTokenInfo");
    memset(info, 0, sizeof *info);
    memcpy(info->label, "card of 900101300123", 20);
    const char *flags = getenv("HOSTILE_FLAGS");
    info->flags = CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED | CKF_LOGIN_REQUIRED;
    if (flags) info->flags |= strtoul(flags, NULL, 16);
    info->ulMaxPinLen = CK_UNAVAILABLE_INFORMATION;
    return serial(info->serialNumber) ? CKR_OK : CKR_TOKEN_NOT_PRESENT;
}

CK_RV C_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved) {
    ENTER("C_WaitForSlotEvent");
    return CKR_NO_EVENT;
}

CK_RV C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
    ENTER("C_GetMechanismList");
    if (wanted("mechanisms")) { *count = ~0UL; return CKR_OK; }
    if (list) list[0] = is_gost() ? GOST_SIGN : CKM_ECDSA;
    if (list) list[1] = is_gost() ? GOST_GENERATE : CKM_EC_KEY_PAIR_GEN;
    *count = 2;
    return CKR_OK;
}

CK_RV C_OpenSession(
    CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
    ENTER("C_OpenSession");
    *session = 77;
    return CKR_OK;
}

CK_RV C_CloseSession(CK_SESSION_HANDLE session) { ENTER("C_CloseSession"); return CKR_OK; }
CK_RV C_CloseAllSessions(CK_SLOT_ID slot) { ENTER("C_CloseAllSessions"); return CKR_OK; }
CK_RV C_Logout(CK_SESSION_HANDLE session) { ENTER("C_Logout"); return CKR_OK; }

CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG count) {
    ENTER(pin ? "C_Login" : "C_Login on the pad");
    return CKR_OK;
}

CK_RV C_SetPIN(CK_SESSION_HANDLE s, unsigned char *old, CK_ULONG n, unsigned char *new_pin, CK_ULONG m) {
    ENTER(old || new_pin ? "C_SetPIN" : "C_SetPIN on the pad");
    return CKR_OK;
}

CK_RV C_InitPIN(CK_SESSION_HANDLE session, unsigned char *pin, CK_ULONG count) {
    ENTER(pin ? "C_InitPIN" : "C_InitPIN on the pad");
    return CKR_OK;
}

static CK_ULONG class_asked;
static int by_other_id, found;

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE *list, CK_ULONG count) {
    ENTER("C_FindObjectsInit");
    found = by_other_id = 0;
    for (CK_ULONG i = 0; i < count; i++) {
        if (list[i].type == CKA_CLASS) memcpy(&class_asked, list[i].pValue, sizeof class_asked);
        if (list[i].type == CKA_ID) by_other_id = *(unsigned char *)list[i].pValue != 1;
    }
    return CKR_OK;
}

CK_RV C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG most, CK_ULONG *count) {
    ENTER("C_FindObjects");
    *count = 0;
    if (wanted("objects")) { *count = most + 1; return CKR_OK; }
    if (wanted("endless")) {
        for (CK_ULONG i = 0; i < most; i++) objects[i] = PUBLIC_KEY;
        *count = most;
        return CKR_OK;
    }
    if (found++ || by_other_id) return CKR_OK;
    if (class_asked == CKO_PRIVATE_KEY) objects[(*count)++] = PRIVATE_KEY;
    if (class_asked == CKO_PUBLIC_KEY) objects[(*count)++] = PUBLIC_KEY;
    return CKR_OK;
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE session) { ENTER("C_FindObjectsFinal"); return CKR_OK; }

static CK_RV give(CK_ATTRIBUTE *attribute, const void *value, CK_ULONG count) {
    if (wanted("unavailable")) { attribute->ulValueLen = CK_UNAVAILABLE_INFORMATION; return CKR_OK; }
    if (attribute->pValue) memcpy(attribute->pValue, value, count);
    attribute->ulValueLen = attribute->pValue && wanted("attribute-grows") ? count + 100000 : count;
    return CKR_OK;
}

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *list, CK_ULONG count) {
    ENTER("C_GetAttributeValue");
    static const unsigned char p256[] = {6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7};
    static const unsigned char yes = 1, no = 0;
    unsigned char point[128] = {4, 65, 4};
    CK_KEY_TYPE type = is_gost() ? GOST_KEY_TYPE : CKK_EC;
    switch (list->type) {
    case CKA_ID: return give(list, "\001", 1);
    case CKA_LABEL: return give(list, "key", 3);
    case CKA_KEY_TYPE: return give(list, &type, sizeof type);
    case CKA_EC_PARAMS: return give(list, p256, sizeof p256);
    case CKA_EC_POINT: return give(list, point, 67);
    case CKA_VALUE: return give(list, point, 128);
    case CKA_SENSITIVE: return give(list, &yes, 1);
    case CKA_EXTRACTABLE: return give(list, wanted("extractable") ? &yes : &no, 1);
    case CKA_ALWAYS_AUTHENTICATE: return give(list, wanted("always") ? &yes : &no, 1);
    default: list->ulValueLen = CK_UNAVAILABLE_INFORMATION; return CKR_ATTRIBUTE_TYPE_INVALID;
    }
}

CK_RV C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
    ENTER("C_SignInit");
    return CKR_OK;
}

CK_RV C_Sign(CK_SESSION_HANDLE s, unsigned char *data, CK_ULONG n, unsigned char *signature, CK_ULONG *count) {
    ENTER("C_Sign");
    CK_ULONG length = is_gost() ? 128 : 64;
    if (wanted("signature")) length--;
    if (wanted("signature-huge")) { *count = ~0UL; return CKR_OK; }
    memset(signature, 0x81, length);
    *count = length;
    return CKR_OK;
}

CK_RV C_GenerateKeyPair(
    CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_list, CK_ULONG public_count,
    CK_ATTRIBUTE *private_list, CK_ULONG private_count, CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key) {
    ENTER("C_GenerateKeyPair");
    *public_key = PUBLIC_KEY;
    *private_key = PRIVATE_KEY;
    return CKR_OK;
}

CK_RV C_DestroyObject(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) { ENTER("C_DestroyObject"); return CKR_OK; }

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
    static CK_FUNCTION_LIST functions = {
        .version = {2, 40}, .C_Initialize = C_Initialize, .C_Finalize = C_Finalize, .C_GetInfo = C_GetInfo,
        .C_GetFunctionList = C_GetFunctionList, .C_GetSlotList = C_GetSlotList, .C_GetSlotInfo = C_GetSlotInfo,
        .C_GetTokenInfo = C_GetTokenInfo, .C_WaitForSlotEvent = C_WaitForSlotEvent,
        .C_GetMechanismList = C_GetMechanismList, .C_OpenSession = C_OpenSession, .C_CloseSession = C_CloseSession,
        .C_CloseAllSessions = C_CloseAllSessions, .C_Login = C_Login, .C_Logout = C_Logout, .C_SetPIN = C_SetPIN,
        .C_InitPIN = C_InitPIN, .C_FindObjectsInit = C_FindObjectsInit, .C_FindObjects = C_FindObjects,
        .C_FindObjectsFinal = C_FindObjectsFinal, .C_GetAttributeValue = C_GetAttributeValue,
        .C_SignInit = C_SignInit, .C_Sign = C_Sign, .C_GenerateKeyPair = C_GenerateKeyPair,
        .C_DestroyObject = C_DestroyObject,
    };
    if (wanted("no-sign")) functions.C_Sign = NULL;
    *list = &functions;
    return CKR_OK;
}
