/* A bare sqlite3 loop: a slip and its link of the audit chain as the journal writes them, the same pragmas, one commit each;
   sealed bytes and hashes are made beforehand.
   journal_loop FILE ROWS BYTES: prints commits a second. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void must(int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "sqlite3: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static sqlite3_stmt *prepared(const char *sql) {
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
    return statement;
}

static void run(sqlite3_stmt *statement) {
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {}
    must(code);
    sqlite3_reset(statement);
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    long rows = atol(arguments[2]), sealed = atol(arguments[3]) + 28;
    must(sqlite3_open(arguments[1], &db));
    must(sqlite3_exec(
        db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
        "CREATE TABLE ledger (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, unsent INTEGER NOT NULL,"
        " unsent_bytes INTEGER NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0) STRICT;"
        "INSERT INTO ledger VALUES (1, 0, 0, 0, 0);"
        "CREATE TABLE slip (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
        " state TEXT NOT NULL, day TEXT NOT NULL, lane TEXT, number INTEGER, reservation_hash BLOB,"
        " copy_of INTEGER REFERENCES slip, wrapped_key BLOB, sealed BLOB, issued_at INTEGER NOT NULL,"
        " changed_at INTEGER NOT NULL, CHECK ((lane IS NULL) = (number IS NULL))) STRICT;"
        "CREATE UNIQUE INDEX slip_number ON slip (day, lane, number) WHERE copy_of IS NULL AND number IS NOT NULL;"
        "CREATE UNIQUE INDEX slip_reservation ON slip (reservation_hash)"
        " WHERE copy_of IS NULL AND reservation_hash IS NOT NULL;"
        "CREATE INDEX slip_state ON slip (state);"
        "CREATE TABLE audit (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,"
        " sequence INTEGER, details TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
        "CREATE TABLE audit_head (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL,"
        " hash BLOB NOT NULL) STRICT;"
        "INSERT INTO audit_head VALUES (1, 0, zeroblob(32));",
        NULL, NULL, NULL));
    sqlite3_stmt *begin = prepared("BEGIN IMMEDIATE"), *commit = prepared("COMMIT");
    sqlite3_stmt *allot = prepared("UPDATE ledger SET last = last + 1"), *last = prepared("SELECT last FROM ledger");
    sqlite3_stmt *slip = prepared(
        "INSERT INTO slip VALUES (?, ?, 'application', 'printing', '2026-02-02', NULL, NULL, NULL, NULL, ?, ?, ?, ?)");
    sqlite3_stmt *head = prepared("SELECT position, hash FROM audit_head");
    sqlite3_stmt *link = prepared("INSERT INTO audit VALUES (?, ?, 'slip.issued', ?, '{\"kind\":\"application\"}', ?, ?)");
    sqlite3_stmt *advance = prepared("UPDATE audit_head SET position = ?, hash = ?");
    unsigned char *bytes = malloc((size_t)sealed);
    if (!bytes) return 1;
    memset(bytes, 0xA5, (size_t)sealed);
    char id[33];
    unsigned long long mixed = 88172645463325252ULL;
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (long row = 1; row <= rows; row++) {
        mixed ^= mixed << 13, mixed ^= mixed >> 7, mixed ^= mixed << 17;
        snprintf(id, sizeof id, "%016llx%016lx", mixed, row);
        memcpy(bytes, &row, sizeof row);
        run(begin);
        run(allot);
        run(last);
        sqlite3_bind_int64(slip, 1, row);
        sqlite3_bind_text(slip, 2, id, 32, SQLITE_STATIC);
        sqlite3_bind_blob(slip, 3, bytes, 60, SQLITE_STATIC);
        sqlite3_bind_blob(slip, 4, bytes, (int)sealed, SQLITE_STATIC);
        sqlite3_bind_int64(slip, 5, 1770000000000);
        sqlite3_bind_int64(slip, 6, 1770000000000);
        run(slip);
        run(head);
        sqlite3_bind_int64(link, 1, row);
        sqlite3_bind_int64(link, 2, 1770000000000);
        sqlite3_bind_int64(link, 3, row);
        sqlite3_bind_blob(link, 4, bytes, 32, SQLITE_STATIC);
        sqlite3_bind_blob(link, 5, bytes, 32, SQLITE_STATIC);
        run(link);
        sqlite3_bind_int64(advance, 1, row);
        sqlite3_bind_blob(advance, 2, bytes, 32, SQLITE_STATIC);
        run(advance);
        run(commit);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double seconds = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
    printf("%.1f\n", (double)rows / seconds);
    return 0;
}
