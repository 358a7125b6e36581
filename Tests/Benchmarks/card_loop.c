/* The bare loop that kioskd is measured against: for each line of input one session by pcsclite with the APDUs of a
 * file, sent as they stand. Usage: card_loop READER FILE; a line of FILE is one APDU in hexadecimal, "-" stands before
 * the PIN's VERIFY. Writes a line of JSON for each session, in nanoseconds: from "-" to the last answer, and the
 * whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <winscard.h>

enum { MOST = 64, LONGEST = 300 };

static struct {
    unsigned char bytes[LONGEST];
    DWORD length;
} commands[MOST];
static int count, first_of_work;

static void must(LONG result, const char *call) {
    if (result == SCARD_S_SUCCESS) return;
    fprintf(stderr, "%s: %s\n", call, pcsc_stringify_error(result));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void load(const char *path) {
    char line[2 * LONGEST + 2];
    FILE *file = fopen(path, "r");
    if (!file) perror(path), exit(1);
    while (fgets(line, sizeof line, file) && count < MOST) {
        if (line[0] == '-') {
            first_of_work = count;
            continue;
        }
        unsigned value;
        DWORD length = 0;
        for (const char *at = line; sscanf(at, "%2x", &value) == 1; at += 2) commands[count].bytes[length++] = value;
        commands[count++].length = length;
    }
    fclose(file);
}

static void session(const char *reader) {
    SCARDCONTEXT context;
    SCARDHANDLE card;
    DWORD protocol;
    int64_t start = now(), work = 0;
    must(SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context), "SCardEstablishContext");
    must(SCardConnect(context, reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol),
         "SCardConnect");
    must(SCardBeginTransaction(card), "SCardBeginTransaction");
    const SCARD_IO_REQUEST *header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    for (int number = 0; number < count; number++) {
        unsigned char answer[LONGEST];
        DWORD length = sizeof answer;
        if (number == first_of_work) work = now();
        must(SCardTransmit(card, header, commands[number].bytes, commands[number].length, NULL, answer, &length),
             "SCardTransmit");
        int status = length < 2 ? 0 : answer[length - 2];
        if (status != 0x90 && status != 0x61 && (number >= first_of_work || (status != 0x63 && status != 0x6D))) {
            fprintf(stderr, "command %d: the card answered %02X\n", number, status);
            exit(1);
        }
    }
    int64_t signed_at = now();
    must(SCardEndTransaction(card, SCARD_RESET_CARD), "SCardEndTransaction");
    must(SCardDisconnect(card, SCARD_LEAVE_CARD), "SCardDisconnect");
    must(SCardReleaseContext(context), "SCardReleaseContext");
    printf("{\"work\": %lld, \"whole\": %lld}\n", (long long)(signed_at - work), (long long)(now() - start));
}

int main(int argc, char **argv) {
    char line[16];
    if (argc != 3) return fprintf(stderr, "usage: card_loop READER FILE\n"), 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    load(argv[2]);
    puts("ready");
    while (fgets(line, sizeof line, stdin)) session(argv[1]);
    return 0;
}
