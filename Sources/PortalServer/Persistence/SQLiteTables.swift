import SQLAccess

/// The tables in SQLite. Migrations only go forward and never change once released.
enum SQLiteTables {
    static let migrations = [
        SQLMigration("1", first), SQLMigration("2", second), SQLMigration("3", third),
        SQLMigration("4", "ALTER TABLE hallTicket ADD COLUMN issuedAt INTEGER;"),
        SQLMigration("portraits", portraits), SQLMigration("bodies", bodies), SQLMigration("machines", machines),
        SQLMigration("authorities", authorities),
        SQLMigration("sync", sync), SQLMigration("standings", standings), SQLMigration("codes", codes),
        SQLMigration("configuration", configuration), SQLMigration("alarms", alarms), SQLMigration("fleet", fleet),
        SQLMigration("reissues", reissues), SQLMigration("exchanges", exchanges),
        SQLMigration("documents", documents), SQLMigration("retention", retention),
        SQLMigration("accounts", accounts), SQLMigration("places", places),
        SQLMigration("reasons", "ALTER TABLE application ADD COLUMN reason TEXT;"),
        SQLMigration("arrivals", ArrivalIndices.script),
        SQLMigration("proofs", "ALTER TABLE logIn ADD COLUMN provenAt INTEGER;"),
        SQLMigration("uses", "CREATE INDEX documentUseByTime ON documentUse (at);"),
        SQLMigration("organisations", OrganisationRow.tables),
        SQLMigration("losses", losses),
        SQLMigration("phone-signatures", phoneSignatures),
        SQLMigration("terms", PortalTerms.table),
        SQLMigration("shown", "ALTER TABLE kioskSync ADD COLUMN shown TEXT NOT NULL DEFAULT '';"),
    ]

    /// Times are milliseconds since 1970; digests and hashes hexadecimal SHA-256.
    private static let first = """
        CREATE TABLE kiosk (
            id TEXT PRIMARY KEY, publicKey BLOB NOT NULL UNIQUE, roles TEXT NOT NULL, enrolledAt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE enrolmentCode (hash TEXT PRIMARY KEY, kiosk TEXT REFERENCES kiosk) STRICT;
        CREATE TABLE person (
            iin TEXT PRIMARY KEY, commonName TEXT NOT NULL, surname TEXT NOT NULL, givenName TEXT NOT NULL,
            documentNumber TEXT NOT NULL, birthDate TEXT NOT NULL, portrait TEXT, phone TEXT, note TEXT NOT NULL
        ) STRICT;
        CREATE TABLE smsChallenge (
            id TEXT PRIMARY KEY, iin TEXT NOT NULL, purpose TEXT NOT NULL, kiosk TEXT NOT NULL, phone TEXT NOT NULL,
            code TEXT NOT NULL, sentAt INTEGER NOT NULL, triesUsed INTEGER NOT NULL DEFAULT 0,
            used INTEGER NOT NULL DEFAULT 0, replaced INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX smsChallengeByPerson ON smsChallenge (iin, sentAt);
        CREATE INDEX smsChallengeByKiosk ON smsChallenge (kiosk, sentAt);
        CREATE TABLE proof (
            hash TEXT PRIMARY KEY, iin TEXT NOT NULL, purpose TEXT NOT NULL, kiosk TEXT NOT NULL,
            madeAt INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE attempt (
            position INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, sequence INTEGER NOT NULL,
            iin TEXT NOT NULL, channel TEXT NOT NULL, proof TEXT, ordinal INTEGER NOT NULL,
            failuresBefore INTEGER NOT NULL, openedAt INTEGER NOT NULL, closedAt INTEGER, outcome TEXT, evidence TEXT,
            portraitAt INTEGER, UNIQUE (source, sequence)
        ) STRICT;
        CREATE INDEX attemptByPerson ON attempt (iin, position);
        CREATE TABLE operatorIssue (
            application TEXT PRIMARY KEY, iin TEXT NOT NULL, afterAttempt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE event (
            source TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
            digest TEXT NOT NULL, demonstration INTEGER NOT NULL, receivedAt INTEGER NOT NULL,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE application (
            id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, kiosk TEXT NOT NULL,
            idempotencyKey TEXT NOT NULL, digest TEXT NOT NULL, iin TEXT NOT NULL, medium TEXT NOT NULL,
            channel TEXT NOT NULL, attemptSource TEXT, attemptSequence INTEGER, state TEXT NOT NULL,
            justification TEXT, operatorID TEXT, createdAt INTEGER NOT NULL,
            UNIQUE (kiosk, idempotencyKey), UNIQUE (attemptSource, attemptSequence)
        ) STRICT;
        CREATE TABLE certificate (
            serial TEXT PRIMARY KEY, application TEXT NOT NULL, use TEXT NOT NULL, digest TEXT NOT NULL,
            der BLOB NOT NULL, notBefore INTEGER NOT NULL, notAfter INTEGER NOT NULL, UNIQUE (application, use)
        ) STRICT;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kiosk TEXT NOT NULL, action TEXT NOT NULL,
            iin TEXT, detail TEXT NOT NULL
        ) STRICT;
        """

    /// Certificates of three families, with their issuer and without an application; revocations; lists.
    private static let second = """
        CREATE TABLE issued (
            serial TEXT PRIMARY KEY, family TEXT NOT NULL, iin TEXT NOT NULL, application TEXT, use TEXT NOT NULL,
            digest TEXT NOT NULL, der BLOB NOT NULL, issuer BLOB NOT NULL, notBefore INTEGER NOT NULL,
            notAfter INTEGER NOT NULL, UNIQUE (application, use)
        ) STRICT;
        INSERT INTO issued
            SELECT serial, 'former', iin, application, use, certificate.digest, der, x'', notBefore, notAfter
            FROM certificate JOIN application ON application.number = certificate.application;
        DROP TABLE certificate;
        ALTER TABLE issued RENAME TO certificate;
        CREATE TABLE revocation (
            id INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL UNIQUE REFERENCES certificate,
            at INTEGER NOT NULL, cause TEXT NOT NULL
        ) STRICT;
        CREATE TABLE revocationList (
            family TEXT NOT NULL, number INTEGER NOT NULL, revocation INTEGER NOT NULL, madeAt INTEGER NOT NULL,
            whole BLOB NOT NULL, delta BLOB NOT NULL, PRIMARY KEY (family, number)
        ) STRICT;
        """

    /// Reservations (Q1), and numbers of halls by the hash of their slips' status links.
    private static let third = """
        CREATE TABLE reservation (
            id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, iin TEXT NOT NULL, region TEXT NOT NULL,
            centre TEXT NOT NULL, purpose TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, createdOn TEXT NOT NULL,
            state TEXT NOT NULL, smsTo TEXT, changedAt INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX reservationNumber ON reservation (number) WHERE number <> '';
        CREATE INDEX reservationByDay ON reservation (centre, day);
        CREATE UNIQUE INDEX reservationOnePerDay ON reservation (iin, createdOn) WHERE state <> 'cancelled';
        CREATE TABLE reservationSecret (id INTEGER PRIMARY KEY CHECK (id = 1), secret BLOB NOT NULL) STRICT;
        INSERT INTO reservationSecret VALUES (1, randomblob(32));
        CREATE TABLE hallTicket (
            centre TEXT NOT NULL, day TEXT NOT NULL, lane TEXT NOT NULL, number INTEGER NOT NULL, tokenHash TEXT,
            service TEXT, state TEXT NOT NULL, window INTEGER, sameAs TEXT, toldAt INTEGER NOT NULL,
            PRIMARY KEY (centre, day, lane, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX hallTicketByToken ON hallTicket (tokenHash) WHERE tokenHash IS NOT NULL;
        CREATE INDEX hallTicketByDay ON hallTicket (day);
        """

    /// Whether pictures can be matched against, by their hash and by who judged them: another picture, or other rules, are
    /// judged anew.
    private static let portraits = """
        CREATE TABLE portraitVerdict (
            digest TEXT NOT NULL, judge TEXT NOT NULL, usable INTEGER NOT NULL, judgedAt INTEGER NOT NULL,
            PRIMARY KEY (digest, judge)
        ) STRICT, WITHOUT ROWID;
        """

    /// Bodies of events apart from what proves that they were taken, which is kept for ever.
    private static let bodies = """
        CREATE TABLE eventBody (
            source TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB NOT NULL, receivedAt INTEGER NOT NULL,
            PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO eventBody SELECT source, sequence, body, receivedAt FROM event;
        CREATE INDEX eventBodyByTime ON eventBody (receivedAt);
        CREATE TABLE eventTaken (
            source TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL, digest TEXT NOT NULL,
            demonstration INTEGER NOT NULL, receivedAt INTEGER NOT NULL, PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO eventTaken SELECT source, sequence, type, digest, demonstration, receivedAt FROM event;
        DROP TABLE event;
        ALTER TABLE eventTaken RENAME TO event;
        CREATE INDEX auditByTime ON audit (at);
        """

    /// Client certificates of machines, what they tell of themselves, who is shut out, and what a code is good for.
    private static let machines = """
        CREATE TABLE kioskCertificate (
            serial TEXT PRIMARY KEY, kiosk TEXT NOT NULL REFERENCES kiosk, publicKey BLOB NOT NULL, der BLOB NOT NULL,
            madeAt INTEGER NOT NULL, notAfter INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX kioskCertificateByKiosk ON kioskCertificate (kiosk, notAfter);
        CREATE INDEX kioskCertificateByKey ON kioskCertificate (publicKey);
        CREATE TABLE kioskState (
            kiosk TEXT PRIMARY KEY REFERENCES kiosk, seenAt INTEGER, clockOffset INTEGER, trustDigest TEXT,
            revokedAt INTEGER, cause TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE enrolmentTerms (
            hash TEXT PRIMARY KEY REFERENCES enrolmentCode, roles TEXT NOT NULL, until INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    /// Which authorities the portal of the last start trusted.
    private static let authorities = """
        CREATE TABLE trustedAuthority (family TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (family, digest)) STRICT;
        """

    /// A code for one machine, and certificates that ended before their time because it came back with another key.
    private static let codes = """
        ALTER TABLE enrolmentTerms ADD COLUMN kiosk TEXT;
        ALTER TABLE kioskCertificate ADD COLUMN endedAt INTEGER;
        """

    /// Where each kiosk's journal stands, links of its audit chain, what was found wrong, and attempts that were not opened
    /// (`docs/sync.md`).
    private static let sync = """
        CREATE TABLE kioskSync (
            kiosk TEXT PRIMARY KEY REFERENCES kiosk, journal TEXT, saidAt INTEGER NOT NULL, former TEXT NOT NULL,
            answers INTEGER NOT NULL, heard INTEGER NOT NULL, era TEXT, fenced TEXT, fencedAt INTEGER
        ) STRICT;
        CREATE TABLE kioskLink (
            kiosk TEXT NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (kiosk, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE kioskAlarm (
            kiosk TEXT NOT NULL, code TEXT NOT NULL, firstAt INTEGER NOT NULL, lastAt INTEGER NOT NULL,
            number INTEGER NOT NULL, PRIMARY KEY (kiosk, code)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE attemptRefused (
            source TEXT NOT NULL, sequence INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        """

    /// Applications made from outside, by the centre where they are handed in; who may write whose; numbers tried in vain.
    private static let standings = """
        ALTER TABLE application ADD COLUMN centre TEXT;
        CREATE INDEX applicationByPerson ON application (iin);
        CREATE TABLE applicationGrant (
            application TEXT NOT NULL, kiosk TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (application, kiosk)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE applicationSearch (iin TEXT NOT NULL, kiosk TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX applicationSearchByTime ON applicationSearch (at);
        """

    /// The PSC that a machine speaks for. Who was enrolled before stays where it said that it stands.
    private static let places = """
        CREATE TABLE kioskCentre (kiosk TEXT PRIMARY KEY, centre TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO kioskCentre SELECT kiosk, centre FROM kioskReport WHERE centre <> '';
        ALTER TABLE enrolmentTerms ADD COLUMN centre TEXT;
        """

    /// Log-ins to personal accounts, and reports of codes that did not come.
    private static let accounts = """
        CREATE TABLE logIn (
            id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, challenge TEXT NOT NULL, tokenHash TEXT NOT NULL UNIQUE, iin TEXT,
            eds INTEGER NOT NULL DEFAULT 0, coded INTEGER NOT NULL DEFAULT 0, scanned INTEGER NOT NULL DEFAULT 0,
            openedAt INTEGER NOT NULL, endedAt INTEGER
        ) STRICT;
        CREATE INDEX logInByTime ON logIn (openedAt);
        CREATE TABLE missingCode (
            id INTEGER PRIMARY KEY AUTOINCREMENT, iin TEXT NOT NULL, phone TEXT NOT NULL, requestedAt INTEGER NOT NULL, description TEXT NOT NULL,
            kiosk TEXT NOT NULL, receivedAt INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX missingCodeByTime ON missingCode (receivedAt);
        """

    /// Documents of the issuing body's system; accesses, by the hashes of their codes; who looked; cases that refer to one.
    private static let documents = """
        CREATE TABLE digitalDocument (
            name TEXT PRIMARY KEY, iin TEXT NOT NULL, kind TEXT NOT NULL, signed BLOB NOT NULL, madeAt INTEGER NOT NULL,
            UNIQUE (iin, kind)
        ) STRICT;
        CREATE TABLE documentAccess (
            id TEXT PRIMARY KEY, document TEXT NOT NULL, owner TEXT NOT NULL, kind TEXT NOT NULL,
            tokenHash TEXT NOT NULL UNIQUE, codeHash TEXT NOT NULL, openedAt INTEGER NOT NULL,
            expiresAt INTEGER NOT NULL, usedAt INTEGER, closedAt INTEGER, shownTo TEXT, digest TEXT
        ) STRICT;
        CREATE INDEX documentAccessByCode ON documentAccess (codeHash, openedAt);
        CREATE INDEX documentAccessByTime ON documentAccess (expiresAt);
        CREATE TABLE documentHistory (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, deed TEXT NOT NULL, kind TEXT NOT NULL,
            owner TEXT NOT NULL, machine TEXT, operatorID TEXT, detail TEXT
        ) STRICT;
        CREATE INDEX documentHistoryByOwner ON documentHistory (owner, id);
        CREATE INDEX documentHistoryByMachine ON documentHistory (machine, id);
        CREATE INDEX documentHistoryByTime ON documentHistory (at);
        CREATE TABLE documentUse (
            caseNumber TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (caseNumber, document)
        ) STRICT;
        CREATE TABLE documentVain (kiosk TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX documentVainByTime ON documentVain (at);
        """

    /// Identity cards, applications for their exchange with photo and specimen apart from them, who certifies, and who paid.
    private static let exchanges = """
        CREATE TABLE identityCard (
            iin TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, expiresOn TEXT NOT NULL, standing TEXT NOT NULL,
            specimen BLOB
        ) STRICT;
        CREATE TABLE feePayment (reference TEXT PRIMARY KEY, iin TEXT NOT NULL, paidAt INTEGER NOT NULL) STRICT;
        CREATE TABLE cardExchange (
            id INTEGER PRIMARY KEY AUTOINCREMENT, slip TEXT NOT NULL UNIQUE, kiosk TEXT NOT NULL,
            idempotencyKey TEXT NOT NULL, digest TEXT NOT NULL, iin TEXT NOT NULL, documentNumber TEXT NOT NULL,
            expiresOn TEXT NOT NULL, payment TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, annulment TEXT,
            signature BLOB NOT NULL, submittedAt INTEGER NOT NULL, changedAt INTEGER NOT NULL, officer TEXT,
            certification BLOB, newNumber TEXT, newExpiresOn TEXT, UNIQUE (kiosk, idempotencyKey)
        ) STRICT;
        CREATE INDEX cardExchangeByStage ON cardExchange (stage, slip);
        CREATE UNIQUE INDEX cardExchangeOnePerPerson ON cardExchange (iin)
            WHERE stage NOT IN ('collected', 'annulled');
        CREATE TABLE exchangePicture (
            slip TEXT NOT NULL, kind TEXT NOT NULL, picture BLOB NOT NULL, keptSince INTEGER NOT NULL,
            PRIMARY KEY (slip, kind)
        ) STRICT;
        CREATE INDEX exchangePictureByTime ON exchangePicture (keptSince);
        CREATE TABLE migrationOfficer (iin TEXT PRIMARY KEY, addedAt INTEGER NOT NULL) STRICT;
        """

    /// What is let go of after a time is found by it.
    private static let retention = """
        CREATE INDEX smsChallengeByTime ON smsChallenge (sentAt);
        CREATE INDEX proofByTime ON proof (madeAt);
        CREATE INDEX reservationByAge ON reservation (day);
        CREATE INDEX attemptByEvidence ON attempt (closedAt) WHERE evidence IS NOT NULL;
        """

    /// Which certificate signed an application for a re-issue.
    private static let reissues = """
        CREATE TABLE reissue (
            application TEXT PRIMARY KEY, certificate TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Sets of configuration and rule data, and what machines said of them (`docs/pushed-configuration.md`).
    private static let configuration = """
        CREATE TABLE configurationSet (
            scope TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL UNIQUE, validFrom TEXT NOT NULL,
            note TEXT NOT NULL, signed TEXT NOT NULL, publishedAt INTEGER NOT NULL, canaryShare INTEGER NOT NULL,
            holdMilliseconds INTEGER NOT NULL, stopAfter INTEGER NOT NULL, state TEXT NOT NULL,
            changedAt INTEGER NOT NULL, PRIMARY KEY (scope, version)
        ) STRICT;
        CREATE TABLE kioskConfiguration (
            kiosk TEXT PRIMARY KEY, running TEXT, refused TEXT, report BLOB NOT NULL, toldAt INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX kioskConfigurationRunning ON kioskConfiguration (running);
        CREATE INDEX kioskConfigurationRefused ON kioskConfiguration (refused);
        """

    /// What machines report of themselves, and how all of them stood every five minutes.
    private static let fleet = """
        CREATE TABLE kioskReport (
            kiosk TEXT PRIMARY KEY, version TEXT NOT NULL, centre TEXT NOT NULL, waiting INTEGER NOT NULL,
            oldestAt INTEGER, frozen TEXT, faults TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE fleetSample (
            at INTEGER PRIMARY KEY, reporting INTEGER NOT NULL, missing INTEGER NOT NULL, waiting INTEGER NOT NULL,
            oldest INTEGER NOT NULL, skew INTEGER NOT NULL
        ) STRICT;
        """

    /// What was revoked after a match, without the card: one attempt serves once.
    private static let losses = """
        CREATE TABLE lostRevocation (
            source TEXT NOT NULL, sequence INTEGER NOT NULL, digest TEXT NOT NULL, serials TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (source, sequence)
        ) STRICT, WITHOUT ROWID;
        """

    /// What is being signed with mobile apps; nothing of it stays once it has ended.
    private static let phoneSignatures = """
        CREATE TABLE phoneSignature (
            id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, iin TEXT NOT NULL, document BLOB NOT NULL,
            tokenHash TEXT NOT NULL UNIQUE, openedAt INTEGER NOT NULL, scannedAt INTEGER, signature BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX phoneSignatureByTime ON phoneSignature (openedAt);
        """

    /// What the portal's team said about alarms.
    private static let alarms = """
        CREATE TABLE alarmHandling (
            kiosk TEXT NOT NULL, code TEXT NOT NULL, standing TEXT NOT NULL, person TEXT NOT NULL, said TEXT NOT NULL,
            note TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kiosk, code)
        ) STRICT, WITHOUT ROWID;
        """
}
