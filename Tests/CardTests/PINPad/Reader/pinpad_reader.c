/* A pinpad reader for pcscd, without the reader: the card is a TCP client that speaks vpcd's frames, the person's fingers
 * are the lines of a file. DEVICENAME is "FILE:PORT". Each entry takes the next line of FILE: digits, "cancel" or
 * "time-out". FILE.probe holds what the feature query does: "refuse" or "garbage". Without FILE the reader is unplugged.
 * One reader, one slot, tests only. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ifdhandler.h>
#include <reader.h>

enum { VERIFY_CODE = 0x42330006, MODIFY_CODE = 0x42330007, ANSWER_LIMIT = 65600 };

static struct {
    char keys[512];
    int listener, card;
    unsigned char atr[33];
    DWORD atr_length;
    pthread_mutex_t lock;
} reader = {.listener = -1, .card = -1, .lock = PTHREAD_MUTEX_INITIALIZER};

static bool all(bool writes, unsigned char *bytes, size_t count) {
    while (count > 0) {
        struct pollfd wait = {reader.card, writes ? POLLOUT : POLLIN, 0};
        if (poll(&wait, 1, 10000) != 1) return false;
        ssize_t done = writes ? send(reader.card, bytes, count, MSG_NOSIGNAL) : recv(reader.card, bytes, count, 0);
        if (done <= 0) return false;
        bytes += done;
        count -= (size_t)done;
    }
    return true;
}

static void lose_card(void) {
    if (reader.card >= 0) close(reader.card);
    reader.card = -1;
}

/* One frame to the card; its answer goes to `answer` unless that is NULL. Gives the answer's length, -1 for no card. */
static long exchange(const unsigned char *bytes, size_t count, unsigned char *answer, size_t limit) {
    unsigned char length[2] = {(unsigned char)(count >> 8), (unsigned char)count};
    if (reader.card < 0 || access(reader.keys, F_OK)) return -1;
    if (!all(true, length, 2) || !all(true, (unsigned char *)bytes, count)) return lose_card(), -1;
    if (!answer) return 0;
    if (!all(false, length, 2)) return lose_card(), -1;
    size_t got = (size_t)length[0] << 8 | length[1];
    if (got > limit || !all(false, answer, got)) return lose_card(), -1;
    return (long)got;
}

static void look_for_card(void) {
    if (reader.card >= 0) {
        char byte;
        if (recv(reader.card, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) lose_card();
    }
    if (reader.card < 0) reader.card = accept(reader.listener, NULL, NULL);
}

RESPONSECODE IFDHCreateChannelByName(DWORD lun, LPSTR name) {
    (void)lun;
    const char *colon = strrchr(name, ':');
    if (!colon || (size_t)(colon - name) >= sizeof reader.keys) return IFD_COMMUNICATION_ERROR;
    memcpy(reader.keys, name, (size_t)(colon - name));
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(colon + 1))};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int on = 1;
    reader.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(reader.listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(reader.listener, (struct sockaddr *)&here, sizeof here) || listen(reader.listener, 1))
        return IFD_COMMUNICATION_ERROR;
    return IFD_SUCCESS;
}

RESPONSECODE IFDHCreateChannel(DWORD lun, DWORD channel) {
    (void)lun, (void)channel;
    return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHCloseChannel(DWORD lun) {
    (void)lun;
    lose_card();
    if (reader.listener >= 0) close(reader.listener);
    reader.listener = -1;
    return IFD_SUCCESS;
}

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, PDWORD length, PUCHAR value) {
    (void)lun;
    if (tag == TAG_IFD_ATR) {
        if (*length < reader.atr_length) return IFD_ERROR_INSUFFICIENT_BUFFER;
        memcpy(value, reader.atr, reader.atr_length);
        *length = reader.atr_length;
        return IFD_SUCCESS;
    }
    if (*length < 1) return IFD_ERROR_INSUFFICIENT_BUFFER;
    switch (*length = 1, tag) {
    case TAG_IFD_SLOTS_NUMBER: case TAG_IFD_SIMULTANEOUS_ACCESS: return *value = 1, IFD_SUCCESS;
    case TAG_IFD_THREAD_SAFE: return *value = 0, IFD_SUCCESS;
    default: return IFD_ERROR_TAG;
    }
}

RESPONSECODE IFDHSetCapabilities(DWORD lun, DWORD tag, DWORD length, PUCHAR value) {
    (void)lun, (void)tag, (void)length, (void)value;
    return IFD_ERROR_TAG;
}

RESPONSECODE IFDHSetProtocolParameters(DWORD lun, DWORD protocol, UCHAR flags, UCHAR a, UCHAR b, UCHAR c) {
    (void)lun, (void)protocol, (void)flags, (void)a, (void)b, (void)c;
    return IFD_SUCCESS;
}

RESPONSECODE IFDHPowerICC(DWORD lun, DWORD action, PUCHAR atr, PDWORD length) {
    (void)lun;
    pthread_mutex_lock(&reader.lock);
    unsigned char order = action == IFD_POWER_DOWN ? 0 : action == IFD_RESET ? 2 : 1;
    RESPONSECODE result = exchange(&order, 1, NULL, 0) < 0 ? IFD_COMMUNICATION_ERROR : IFD_SUCCESS;
    reader.atr_length = 0;
    if (result == IFD_SUCCESS && order != 0) {
        order = 4;
        long got = exchange(&order, 1, reader.atr, sizeof reader.atr);
        if (got < 0) result = IFD_ERROR_POWER_ACTION;
        else reader.atr_length = (DWORD)got;
    }
    memcpy(atr, reader.atr, reader.atr_length);
    *length = reader.atr_length;
    pthread_mutex_unlock(&reader.lock);
    return result;
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, SCARD_IO_HEADER send_pci, PUCHAR bytes, DWORD count, PUCHAR answer,
                               PDWORD length, PSCARD_IO_HEADER receive_pci) {
    (void)lun, (void)send_pci, (void)receive_pci;
    pthread_mutex_lock(&reader.lock);
    long got = exchange(bytes, count, answer, *length);
    pthread_mutex_unlock(&reader.lock);
    *length = got < 0 ? 0 : (DWORD)got;
    return got < 0 ? IFD_COMMUNICATION_ERROR : IFD_SUCCESS;
}

RESPONSECODE IFDHICCPresence(DWORD lun) {
    (void)lun;
    if (access(reader.keys, F_OK)) return IFD_COMMUNICATION_ERROR;
    pthread_mutex_lock(&reader.lock);
    look_for_card();
    bool present = reader.card >= 0;
    pthread_mutex_unlock(&reader.lock);
    return present ? IFD_ICC_PRESENT : IFD_ICC_NOT_PRESENT;
}

/* The next line of the file, which is shortened by it. */
static bool typed(char *line, size_t limit) {
    char text[4096] = "";
    FILE *file = fopen(reader.keys, "r+");
    if (!file) return false;
    size_t count = fread(text, 1, sizeof text - 1, file);
    text[count] = 0;
    char *end = strchr(text, '\n');
    bool found = end && (size_t)(end - text) < limit;
    if (found) {
        memcpy(line, text, (size_t)(end - text));
        line[end - text] = 0;
        rewind(file);
        fputs(end + 1, file);
        fflush(file);
        if (ftruncate(fileno(file), (off_t)strlen(end + 1))) found = false;
    }
    fclose(file);
    return found;
}

static DWORD status(PUCHAR answer, unsigned value) {
    answer[0] = (unsigned char)(value >> 8), answer[1] = (unsigned char)value;
    return 2;
}

/* Takes one PIN from the person into the block at `block`; 0, or the status of PC/SC part 10, 2.5.2.2. */
static unsigned take_pin(unsigned char *block, size_t size, unsigned lengths) {
    char line[64];
    if (!typed(line, sizeof line) || !strcmp(line, "time-out")) return 0x6400;
    if (!strcmp(line, "cancel")) return 0x6401;
    size_t digits = strlen(line);
    if (digits < lengths >> 8 || digits > (lengths & 0xFF) || digits > size) return 0x6403;
    memcpy(block, line, digits);
    return 0;
}

static DWORD enter(bool modifies, const unsigned char *bytes, DWORD count, PUCHAR answer, DWORD limit) {
    PIN_VERIFY_STRUCTURE verify;
    PIN_MODIFY_STRUCTURE modify;
    size_t head = modifies ? sizeof modify : sizeof verify;
    if (count < head) return status(answer, 0x6B80);
    memcpy(&verify, bytes, sizeof verify);
    if (modifies) memcpy(&modify, bytes, sizeof modify);
    unsigned data = modifies ? modify.ulDataLength : verify.ulDataLength;
    unsigned char format = modifies ? modify.bmFormatString : verify.bmFormatString;
    size_t size = (modifies ? modify.bmPINBlockString : verify.bmPINBlockString) & 0x0F;
    unsigned lengths = modifies ? modify.wPINMaxExtraDigit : verify.wPINMaxExtraDigit;
    unsigned char command[64];
    size_t other = modifies ? modify.bInsertionOffsetNew : 0;
    if (format != 0x82 || data != count - head || data > sizeof command || data < 5 + other + size)
        return status(answer, 0x6B80);
    memcpy(command, bytes + head, data);
    unsigned failure = take_pin(command + 5, size, lengths);
    if (!failure && modifies) {
        unsigned char again[16];
        memcpy(again, command + 5 + other, size);
        failure = take_pin(command + 5 + other, size, lengths);
        if (!failure) failure = take_pin(again, size, lengths);
        if (!failure && memcmp(again, command + 5 + other, size)) failure = 0x6402;
    }
    if (failure) return status(answer, failure);
    long got = exchange(command, data, answer, limit);
    return got < 0 ? 0 : (DWORD)got;
}

RESPONSECODE IFDHControl(DWORD lun, DWORD code, PUCHAR bytes, DWORD count, PUCHAR answer, DWORD limit,
                         LPDWORD length) {
    (void)lun;
    static const unsigned char features[] = {FEATURE_VERIFY_PIN_DIRECT, 4, 0x42, 0x33, 0, 6,
                                             FEATURE_MODIFY_PIN_DIRECT, 4, 0x42, 0x33, 0, 7};
    *length = 0;
    if (code == CM_IOCTL_GET_FEATURE_REQUEST) {
        char path[600], mood[32] = "";
        snprintf(path, sizeof path, "%s.probe", reader.keys);
        FILE *file = fopen(path, "r");
        if (file) {
            if (!fgets(mood, sizeof mood, file)) mood[0] = 0;
            fclose(file);
        }
        if (!strncmp(mood, "refuse", 6)) return IFD_COMMUNICATION_ERROR;
        if (limit < sizeof features) return IFD_ERROR_INSUFFICIENT_BUFFER;
        memcpy(answer, features, sizeof features);
        if (!strncmp(mood, "garbage", 7)) memset(answer, 0x5A, sizeof features);
        *length = sizeof features;
        return IFD_SUCCESS;
    }
    if ((code != VERIFY_CODE && code != MODIFY_CODE) || limit < 2) return IFD_ERROR_NOT_SUPPORTED;
    pthread_mutex_lock(&reader.lock);
    *length = enter(code == MODIFY_CODE, bytes, count, answer, limit);
    pthread_mutex_unlock(&reader.lock);
    return *length ? IFD_SUCCESS : IFD_COMMUNICATION_ERROR;
}
