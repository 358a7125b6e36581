import SQLAccess

/// The tables in PostgreSQL. What is a kiosk's is partitioned by it; what only grows, by time as well.
enum PostgreSQLTables {
    static let migrations = [
        SQLMigration("people", people), SQLMigration("kiosks", kiosks), SQLMigration("attempts", attempts),
        SQLMigration("certificates", certificates), SQLMigration("queue", queue), SQLMigration("locks", locks),
        SQLMigration("authorities", authorities),
        SQLMigration("sync", sync), SQLMigration("standings", standings), SQLMigration("codes", codes),
        SQLMigration("configuration", configuration), SQLMigration("alarms", alarms), SQLMigration("fleet", fleet),
        SQLMigration("reissues", reissues), SQLMigration("exchanges", exchanges),
        SQLMigration("documents", documents), SQLMigration("retention", retention),
        SQLMigration("accounts", accounts), SQLMigration("places", places),
        SQLMigration("reasons", "ALTER TABLE application ADD COLUMN reason TEXT;"),
        SQLMigration("arrivals", ArrivalIndices.script),
        SQLMigration("proofs", "ALTER TABLE logIn ADD COLUMN provenAt BIGINT;"),
        SQLMigration("uses", "CREATE INDEX documentUseByTime ON documentUse (at);"),
        SQLMigration("organisations", OrganisationRow.tables),
        SQLMigration("losses", losses),
        SQLMigration("phone-signatures", phoneSignatures),
        SQLMigration("terms", PortalTerms.table),
        SQLMigration("shown", "ALTER TABLE kioskSync ADD COLUMN shown TEXT NOT NULL DEFAULT '';"),
    ]

    /// Times are milliseconds since 1970; digests and hashes hexadecimal SHA-256.
    private static let people = """
        CREATE TABLE person (
            iin TEXT PRIMARY KEY, commonName TEXT NOT NULL, surname TEXT NOT NULL, givenName TEXT NOT NULL,
            documentNumber TEXT NOT NULL, birthDate TEXT NOT NULL, portrait TEXT, phone TEXT, note TEXT NOT NULL
        );
        CREATE TABLE portraitVerdict (
            digest TEXT NOT NULL, judge TEXT NOT NULL, usable BIGINT NOT NULL, judgedAt BIGINT NOT NULL,
            PRIMARY KEY (digest, judge)
        );
        CREATE TABLE smsChallenge (
            id TEXT PRIMARY KEY, iin TEXT NOT NULL, purpose TEXT NOT NULL, kiosk TEXT NOT NULL, phone TEXT NOT NULL,
            code TEXT NOT NULL, sentAt BIGINT NOT NULL, triesUsed BIGINT NOT NULL DEFAULT 0,
            used BIGINT NOT NULL DEFAULT 0, replaced BIGINT NOT NULL DEFAULT 0
        );
        CREATE INDEX smsChallengeByPerson ON smsChallenge (iin, sentAt);
        CREATE INDEX smsChallengeByKiosk ON smsChallenge (kiosk, sentAt);
        CREATE TABLE proof (
            hash TEXT PRIMARY KEY, iin TEXT NOT NULL, purpose TEXT NOT NULL, kiosk TEXT NOT NULL,
            madeAt BIGINT NOT NULL, spent BIGINT NOT NULL DEFAULT 0
        );
        """

    /// `event` says for ever what was taken; `eventBody` and `audit` are dropped by the month (``Partitions``).
    private static let kiosks =
        """
        CREATE TABLE kiosk (
            id TEXT PRIMARY KEY, publicKey BYTEA NOT NULL UNIQUE, roles TEXT NOT NULL, enrolledAt BIGINT NOT NULL
        );
        CREATE TABLE enrolmentCode (hash TEXT PRIMARY KEY, kiosk TEXT REFERENCES kiosk);
        CREATE TABLE kioskCertificate (
            serial TEXT PRIMARY KEY, kiosk TEXT NOT NULL REFERENCES kiosk, publicKey BYTEA NOT NULL,
            der BYTEA NOT NULL, madeAt BIGINT NOT NULL, notAfter BIGINT NOT NULL
        );
        CREATE INDEX kioskCertificateByKiosk ON kioskCertificate (kiosk, notAfter);
        CREATE INDEX kioskCertificateByKey ON kioskCertificate (publicKey);
        CREATE TABLE kioskState (
            kiosk TEXT PRIMARY KEY REFERENCES kiosk, seenAt BIGINT, clockOffset BIGINT, trustDigest TEXT,
            revokedAt BIGINT, cause TEXT
        );
        CREATE TABLE enrolmentTerms (
            hash TEXT PRIMARY KEY REFERENCES enrolmentCode, roles TEXT NOT NULL, until BIGINT
        );
        CREATE TABLE event (
            source TEXT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, digest TEXT NOT NULL,
            demonstration BIGINT NOT NULL, receivedAt BIGINT NOT NULL, PRIMARY KEY (source, sequence)
        ) PARTITION BY HASH (source);
        CREATE TABLE eventBody (
            source TEXT NOT NULL, sequence BIGINT NOT NULL, body BYTEA NOT NULL, receivedAt BIGINT NOT NULL,
            PRIMARY KEY (source, sequence, receivedAt)
        ) PARTITION BY RANGE (receivedAt);
        CREATE TABLE eventBodyOther PARTITION OF eventBody DEFAULT;
        CREATE TABLE audit (
            id BIGINT GENERATED ALWAYS AS IDENTITY, at BIGINT NOT NULL, kiosk TEXT NOT NULL, action TEXT NOT NULL,
            iin TEXT, detail TEXT NOT NULL
        ) PARTITION BY RANGE (at);
        CREATE INDEX auditByPerson ON audit (iin, at);
        CREATE TABLE auditOther PARTITION OF audit DEFAULT;
        """ + byKiosk("event")

    private static let attempts = """
        CREATE TABLE attempt (
            position BIGINT GENERATED ALWAYS AS IDENTITY, source TEXT NOT NULL, sequence BIGINT NOT NULL,
            iin TEXT NOT NULL, channel TEXT NOT NULL, proof TEXT, ordinal BIGINT NOT NULL,
            failuresBefore BIGINT NOT NULL, openedAt BIGINT NOT NULL, closedAt BIGINT, outcome TEXT, evidence TEXT,
            portraitAt BIGINT, PRIMARY KEY (source, sequence)
        );
        CREATE INDEX attemptByPerson ON attempt (iin, position);
        CREATE TABLE operatorIssue (
            application TEXT PRIMARY KEY, iin TEXT NOT NULL, afterAttempt BIGINT NOT NULL
        );
        CREATE INDEX operatorIssueByPerson ON operatorIssue (iin);
        CREATE TABLE application (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number TEXT NOT NULL UNIQUE, kiosk TEXT NOT NULL,
            idempotencyKey TEXT NOT NULL, digest TEXT NOT NULL, iin TEXT NOT NULL, medium TEXT NOT NULL,
            channel TEXT NOT NULL, attemptSource TEXT, attemptSequence BIGINT, state TEXT NOT NULL,
            justification TEXT, operatorID TEXT, createdAt BIGINT NOT NULL,
            UNIQUE (kiosk, idempotencyKey), UNIQUE (attemptSource, attemptSequence)
        );
        """

    private static let certificates = """
        CREATE TABLE certificate (
            serial TEXT PRIMARY KEY, family TEXT NOT NULL, iin TEXT NOT NULL, application TEXT, use TEXT NOT NULL,
            digest TEXT NOT NULL, der BYTEA NOT NULL, issuer BYTEA NOT NULL, notBefore BIGINT NOT NULL,
            notAfter BIGINT NOT NULL, UNIQUE (application, use)
        );
        CREATE TABLE revocation (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial TEXT NOT NULL UNIQUE REFERENCES certificate,
            at BIGINT NOT NULL, cause TEXT NOT NULL
        );
        CREATE TABLE revocationList (
            family TEXT NOT NULL, number BIGINT NOT NULL, revocation BIGINT NOT NULL, madeAt BIGINT NOT NULL,
            whole BYTEA NOT NULL, delta BYTEA NOT NULL, PRIMARY KEY (family, number)
        );
        """

    private static let queue = """
        CREATE TABLE reservation (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number TEXT NOT NULL, iin TEXT NOT NULL,
            region TEXT NOT NULL, centre TEXT NOT NULL, purpose TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL,
            createdOn TEXT NOT NULL, state TEXT NOT NULL, smsTo TEXT, changedAt BIGINT NOT NULL
        );
        CREATE UNIQUE INDEX reservationNumber ON reservation (number) WHERE number <> '';
        CREATE INDEX reservationByDay ON reservation (centre, day);
        CREATE UNIQUE INDEX reservationOnePerDay ON reservation (iin, createdOn) WHERE state <> 'cancelled';
        CREATE TABLE reservationSecret (id BIGINT PRIMARY KEY CHECK (id = 1), secret BYTEA NOT NULL);
        INSERT INTO reservationSecret
            SELECT 1, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
        CREATE TABLE hallTicket (
            centre TEXT NOT NULL, day TEXT NOT NULL, lane TEXT NOT NULL, number BIGINT NOT NULL, tokenHash TEXT,
            service TEXT, state TEXT NOT NULL, "window" BIGINT, sameAs TEXT, toldAt BIGINT NOT NULL, issuedAt BIGINT,
            PRIMARY KEY (centre, day, lane, number)
        );
        CREATE INDEX hallTicketByToken ON hallTicket (tokenHash) WHERE tokenHash IS NOT NULL;
        CREATE INDEX hallTicketByDay ON hallTicket (day);
        """

    /// A code for one machine, and certificates that ended before their time because it came back with another key.
    private static let codes = """
        ALTER TABLE enrolmentTerms ADD COLUMN kiosk TEXT;
        ALTER TABLE kioskCertificate ADD COLUMN endedAt BIGINT;
        """

    /// Where each kiosk's journal stands, links of its audit chain, what was found wrong, and attempts that were not opened
    /// (`docs/sync.md`).
    private static let sync = """
        CREATE TABLE kioskSync (
            kiosk TEXT PRIMARY KEY, journal TEXT, saidAt BIGINT NOT NULL, former TEXT NOT NULL,
            answers BIGINT NOT NULL, heard BIGINT NOT NULL, era TEXT, fenced TEXT, fencedAt BIGINT
        );
        CREATE TABLE kioskLink (
            kiosk TEXT NOT NULL, position BIGINT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (kiosk, position)
        );
        CREATE TABLE kioskAlarm (
            kiosk TEXT NOT NULL, code TEXT NOT NULL, firstAt BIGINT NOT NULL, lastAt BIGINT NOT NULL,
            number BIGINT NOT NULL, PRIMARY KEY (kiosk, code)
        );
        CREATE TABLE attemptRefused (
            source TEXT NOT NULL, sequence BIGINT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (source, sequence)
        );
        """

    /// Applications made from outside, by the centre where they are handed in; who may write whose; numbers tried in vain.
    private static let standings = """
        ALTER TABLE application ADD COLUMN centre TEXT;
        CREATE INDEX applicationByPerson ON application (iin);
        CREATE TABLE applicationGrant (
            application TEXT NOT NULL, kiosk TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (application, kiosk)
        );
        CREATE TABLE applicationSearch (iin TEXT NOT NULL, kiosk TEXT NOT NULL, at BIGINT NOT NULL);
        CREATE INDEX applicationSearchByTime ON applicationSearch (at);
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
        );
        """

    /// Sets of configuration and rule data, and what machines said of them (`docs/pushed-configuration.md`).
    private static let configuration = """
        CREATE TABLE configurationSet (
            scope TEXT NOT NULL, version BIGINT NOT NULL, digest TEXT NOT NULL UNIQUE, validFrom TEXT NOT NULL,
            note TEXT NOT NULL, signed TEXT NOT NULL, publishedAt BIGINT NOT NULL, canaryShare BIGINT NOT NULL,
            holdMilliseconds BIGINT NOT NULL, stopAfter BIGINT NOT NULL, state TEXT NOT NULL,
            changedAt BIGINT NOT NULL, PRIMARY KEY (scope, version)
        );
        CREATE TABLE kioskConfiguration (
            kiosk TEXT PRIMARY KEY, running TEXT, refused TEXT, report BYTEA NOT NULL, toldAt BIGINT NOT NULL
        );
        CREATE INDEX kioskConfigurationRunning ON kioskConfiguration (running);
        CREATE INDEX kioskConfigurationRefused ON kioskConfiguration (refused);
        """

    /// What machines report of themselves, and how all of them stood every five minutes.
    private static let fleet = """
        CREATE TABLE kioskReport (
            kiosk TEXT PRIMARY KEY, version TEXT NOT NULL, centre TEXT NOT NULL, waiting BIGINT NOT NULL,
            oldestAt BIGINT, frozen TEXT, faults TEXT NOT NULL
        );
        CREATE TABLE fleetSample (
            at BIGINT PRIMARY KEY, reporting BIGINT NOT NULL, missing BIGINT NOT NULL, waiting BIGINT NOT NULL,
            oldest BIGINT NOT NULL, skew BIGINT NOT NULL
        );
        """

    /// The PSC that a machine speaks for. Who was enrolled before stays where it said that it stands.
    private static let places = """
        CREATE TABLE kioskCentre (kiosk TEXT PRIMARY KEY, centre TEXT NOT NULL);
        INSERT INTO kioskCentre SELECT kiosk, centre FROM kioskReport WHERE centre <> '';
        ALTER TABLE enrolmentTerms ADD COLUMN centre TEXT;
        """

    /// Log-ins to personal accounts, and reports of codes that did not come.
    private static let accounts = """
        CREATE TABLE logIn (
            id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, challenge TEXT NOT NULL, tokenHash TEXT NOT NULL UNIQUE, iin TEXT,
            eds BIGINT NOT NULL DEFAULT 0, coded BIGINT NOT NULL DEFAULT 0, scanned BIGINT NOT NULL DEFAULT 0,
            openedAt BIGINT NOT NULL, endedAt BIGINT
        );
        CREATE INDEX logInByTime ON logIn (openedAt);
        CREATE TABLE missingCode (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, iin TEXT NOT NULL, phone TEXT NOT NULL, requestedAt BIGINT NOT NULL, description TEXT NOT NULL,
            kiosk TEXT NOT NULL, receivedAt BIGINT NOT NULL
        );
        CREATE INDEX missingCodeByTime ON missingCode (receivedAt);
        """

    /// Documents of the issuing body's system; accesses, by the hashes of their codes; who looked; cases that refer to one.
    private static let documents = """
        CREATE TABLE digitalDocument (
            name TEXT PRIMARY KEY, iin TEXT NOT NULL, kind TEXT NOT NULL, signed BYTEA NOT NULL, madeAt BIGINT NOT NULL,
            UNIQUE (iin, kind)
        );
        CREATE TABLE documentAccess (
            id TEXT PRIMARY KEY, document TEXT NOT NULL, owner TEXT NOT NULL, kind TEXT NOT NULL,
            tokenHash TEXT NOT NULL UNIQUE, codeHash TEXT NOT NULL, openedAt BIGINT NOT NULL,
            expiresAt BIGINT NOT NULL, usedAt BIGINT, closedAt BIGINT, shownTo TEXT, digest TEXT
        );
        CREATE INDEX documentAccessByCode ON documentAccess (codeHash, openedAt);
        CREATE INDEX documentAccessByTime ON documentAccess (expiresAt);
        CREATE TABLE documentHistory (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at BIGINT NOT NULL, deed TEXT NOT NULL, kind TEXT NOT NULL,
            owner TEXT NOT NULL, machine TEXT, operatorID TEXT, detail TEXT
        );
        CREATE INDEX documentHistoryByOwner ON documentHistory (owner, id);
        CREATE INDEX documentHistoryByMachine ON documentHistory (machine, id);
        CREATE INDEX documentHistoryByTime ON documentHistory (at);
        CREATE TABLE documentUse (
            caseNumber TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY (caseNumber, document)
        );
        CREATE TABLE documentVain (kiosk TEXT NOT NULL, at BIGINT NOT NULL);
        CREATE INDEX documentVainByTime ON documentVain (at);
        """

    /// Identity cards, applications for their exchange with photo and specimen apart from them, who certifies, and who paid.
    private static let exchanges = """
        CREATE TABLE identityCard (
            iin TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, expiresOn TEXT NOT NULL, standing TEXT NOT NULL,
            specimen BYTEA
        );
        CREATE TABLE feePayment (reference TEXT PRIMARY KEY, iin TEXT NOT NULL, paidAt BIGINT NOT NULL);
        CREATE TABLE cardExchange (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, slip TEXT NOT NULL UNIQUE, kiosk TEXT NOT NULL,
            idempotencyKey TEXT NOT NULL, digest TEXT NOT NULL, iin TEXT NOT NULL, documentNumber TEXT NOT NULL,
            expiresOn TEXT NOT NULL, payment TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, annulment TEXT,
            signature BYTEA NOT NULL, submittedAt BIGINT NOT NULL, changedAt BIGINT NOT NULL, officer TEXT,
            certification BYTEA, newNumber TEXT, newExpiresOn TEXT, UNIQUE (kiosk, idempotencyKey)
        );
        CREATE INDEX cardExchangeByStage ON cardExchange (stage, slip);
        CREATE UNIQUE INDEX cardExchangeOnePerPerson ON cardExchange (iin)
            WHERE stage NOT IN ('collected', 'annulled');
        CREATE TABLE exchangePicture (
            slip TEXT NOT NULL, kind TEXT NOT NULL, picture BYTEA NOT NULL, keptSince BIGINT NOT NULL,
            PRIMARY KEY (slip, kind)
        );
        CREATE INDEX exchangePictureByTime ON exchangePicture (keptSince);
        CREATE TABLE migrationOfficer (iin TEXT PRIMARY KEY, addedAt BIGINT NOT NULL);
        """

    /// What was revoked after a match, without the card: one attempt serves once.
    private static let losses = """
        CREATE TABLE lostRevocation (
            source TEXT NOT NULL, sequence BIGINT NOT NULL, digest TEXT NOT NULL, serials TEXT NOT NULL,
            at BIGINT NOT NULL, PRIMARY KEY (source, sequence)
        );
        """

    /// What is being signed with mobile apps; nothing of it stays once it has ended.
    private static let phoneSignatures = """
        CREATE TABLE phoneSignature (
            id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, iin TEXT NOT NULL, document BYTEA NOT NULL,
            tokenHash TEXT NOT NULL UNIQUE, openedAt BIGINT NOT NULL, scannedAt BIGINT, signature BYTEA
        );
        CREATE INDEX phoneSignatureByTime ON phoneSignature (openedAt);
        """

    /// What the portal's team said about alarms.
    private static let alarms = """
        CREATE TABLE alarmHandling (
            kiosk TEXT NOT NULL, code TEXT NOT NULL, standing TEXT NOT NULL, person TEXT NOT NULL, said TEXT NOT NULL,
            note TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (kiosk, code)
        );
        """

    /// Rows to hold where an order is needed that no row of the matter itself gives (``NamedLock``).
    private static let locks = "CREATE TABLE namedLock (name TEXT PRIMARY KEY);"

    /// Which authorities the portal of the last start trusted.
    private static let authorities = """
        CREATE TABLE trustedAuthority (family TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (family, digest));
        """

    /// Eight parts: enough to spread over the nodes of a cluster, few enough to plan quickly.
    private static func byKiosk(_ table: String) -> String {
        (0..<8).map {
            "CREATE TABLE \(table)\($0) PARTITION OF \(table) FOR VALUES WITH (MODULUS 8, REMAINDER \($0));\n"
        }.joined()
    }
}
