"""Reads a copy of kioskd's journal and recomputes its audit chain (docs/architecture.md); prints one JSON object."""

import hashlib
import json
import sqlite3
import struct
import sys


def link_hash(position, at, kind, sequence, details, previous):
    link = hashlib.sha256(b"psc-kiosk audit v1")
    for number in (position, at, -1 if sequence is None else sequence):
        link.update(struct.pack(">q", number))
    for field in (kind, details, previous):
        link.update(struct.pack(">Q", len(field)) + field)
    return link.digest()


def audit_is_whole(database):
    last = (0, bytes(32))
    rows = database.execute(
        "SELECT position, at, CAST(kind AS BLOB), sequence, CAST(details AS BLOB), previous, hash FROM audit"
        " ORDER BY position")
    for position, at, kind, sequence, details, previous, stored in rows:
        computed = link_hash(position, at, kind, sequence, details, previous)
        if position != last[0] + 1 or previous != last[1] or stored != computed:
            return False
        last = (position, stored)
    return database.execute("SELECT position, hash FROM audit_head").fetchone() == last


def main():
    database = sqlite3.connect(sys.argv[1])
    print(json.dumps({
        "attempts": [
            f"{sequence} {outcome}"
            for sequence, outcome in database.execute("SELECT sequence, outcome FROM attempt ORDER BY sequence")],
        "tickets": [
            f"{lane}{number:03d}"
            for lane, number in database.execute("SELECT lane, number FROM slip WHERE number IS NOT NULL AND copy_of IS NULL")],
        "lookups": [
            details for details, in database.execute("SELECT details FROM audit WHERE kind = 'operator.lookup' ORDER BY position")],
        "deeds": [
            f"{kind} {details}" for kind, details in database.execute("SELECT kind, details FROM audit ORDER BY position")],
        "unsent": database.execute("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").fetchone()[0],
        "auditIsWhole": audit_is_whole(database),
    }))


main()
