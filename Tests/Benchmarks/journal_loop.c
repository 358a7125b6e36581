/* A bare sqlite3 loop: rows of the outbox as the journal writes them, the same pragmas, one commit each.
   journal_loop FILE ROWS: prints commits a second. */
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
    if (count != 3) return 64;
    long rows = atol(arguments[2]);
    must(sqlite3_open(arguments[1], &db));
    must(sqlite3_exec(
        db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
        "CREATE TABLE ledger (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, unsent INTEGER NOT NULL,"
        " unsent_bytes INTEGER NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0) STRICT;"
        "INSERT INTO ledger VALUES (1, 0, 0, 0, 0);"
        "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, iin_hash BLOB, type TEXT NOT NULL,"
        " wrapped_key BLOB NOT NULL, sealed BLOB NOT NULL, bytes INTEGER NOT NULL, digest BLOB NOT NULL,"
        " state TEXT NOT NULL, tries INTEGER NOT NULL, created_at INTEGER NOT NULL, sent_at INTEGER, refusal TEXT)"
        " STRICT;"
        "CREATE INDEX outbox_pending ON outbox (sequence) WHERE state = 'pending';",
        NULL, NULL, NULL));
    sqlite3_stmt *begin = prepared("BEGIN IMMEDIATE"), *commit = prepared("COMMIT");
    sqlite3_stmt *allot = prepared("UPDATE ledger SET last = last + 1 RETURNING last");
    sqlite3_stmt *insert = prepared(
        "INSERT INTO outbox (sequence, iin_hash, type, wrapped_key, sealed, bytes, digest, state, tries, created_at)"
        " VALUES (?, NULL, 'slip.state', ?, ?, ?, ?, 'pending', 0, ?)");
    sqlite3_stmt *add = prepared("UPDATE ledger SET unsent = unsent + 1, unsent_bytes = unsent_bytes + ?");
    unsigned char bytes[128];
    memset(bytes, 0xA5, sizeof bytes);
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (long row = 1; row <= rows; row++) {
        memcpy(bytes, &row, sizeof row);
        run(begin);
        run(allot);
        sqlite3_bind_int64(insert, 1, row);
        sqlite3_bind_blob(insert, 2, bytes, 60, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 3, bytes, 60, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 4, 32);
        sqlite3_bind_blob(insert, 5, bytes, 32, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 6, 1770000000000 + row);
        run(insert);
        sqlite3_bind_int64(add, 1, 32);
        run(add);
        run(commit);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double seconds = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
    printf("%.1f\n", (double)rows / seconds);
    return 0;
}
