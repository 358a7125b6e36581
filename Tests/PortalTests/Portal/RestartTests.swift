import PortalServer
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import Testing

struct RestartTests {
    @Test("DESIGN 5.10: a database of a newer program is refused") func newerSchema() async throws {
        try RealPart.require(programs: "python3")
        let folder = try TemporaryFolder("newer")
        try await withPortal(folder: folder) { _ in }
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("INSERT INTO grdb_migrations VALUES ('of tomorrow')")
            db.commit()
            """
        let changed = try await Tool.run("python3", ["-c", script, folder.file("state/portal.sqlite")])
        #expect(changed.succeeded, "\(changed.standardError)")
        await #expect(throws: (any Error).self) { try await withPortal(folder: folder) { _ in } }
    }

    @Test(
        "DESIGN 5.1: identities, attempts, events, certificates outlive the process; nothing is doubled", .onEachStore)
    func everythingIsKept() async throws {
        let folder = try TemporaryFolder("restart")
        let requests = try Requests.pair()
        let before = try await withPortal(folder: folder) { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let number = try await machine.application(of: People.fourFailures).number
                let set = try await machine.client.issueCertificates(number, requests)
                let event = try machine.closedEvent(9, attempt: 1, .matched)
                let receipt = try await machine.client.send(EventBatch(events: [event])).receipts
                return (machine.identity, number, set, event, receipt)
            }
        }
        try await withPortal(folder: folder) { portal in
            try await portal.withClient(before.0) { client in
                #expect(try await client.issueCertificates(before.1, requests) == before.2)
                #expect(try await client.send(EventBatch(events: [before.3])).receipts == before.4)
                let list = try await client.attempts(iin: People.fourFailures)
                #expect(list.attempts.count == 5)
                #expect(list.failures == 0)
                #expect(try await client.attempts(iin: People.fiveFailures).attempts.count == 5)
            }
        }
    }

    @Test("DESIGN 5.10: a database of schema 1 and its one authority are taken over, after a copy")
    func formerAuthority() async throws {
        try RealPart.require(programs: "python3", "openssl")
        let folder = try TemporaryFolder("former")
        let requests = try Requests.pair()
        let (identity, number, set) = try await withPortal(folder: folder) { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                return (machine.identity, number, try await machine.client.issueCertificates(number, requests))
            }
        }
        let back = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.executescript(\"\"\"
                CREATE TABLE old (serial TEXT PRIMARY KEY, application TEXT NOT NULL, use TEXT NOT NULL,
                    digest TEXT NOT NULL, der BLOB NOT NULL, notBefore INTEGER NOT NULL, notAfter INTEGER NOT NULL,
                    UNIQUE (application, use)) STRICT;
                INSERT INTO old SELECT serial, application, use, digest, der, notBefore, notAfter FROM certificate;
                DROP TABLE revocation; DROP TABLE revocationList; DROP TABLE certificate;
                ALTER TABLE old RENAME TO certificate;
                DROP TABLE reservation; DROP TABLE reservationSecret; DROP TABLE hallTicket;
                DROP TABLE portraitVerdict; DROP TABLE kioskCertificate; DROP TABLE kioskState;
                DROP TABLE enrolmentTerms; DROP TABLE trustedAuthority;
                CREATE TABLE oldEvent (source TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
                    body BLOB NOT NULL, digest TEXT NOT NULL, demonstration INTEGER NOT NULL,
                    receivedAt INTEGER NOT NULL, PRIMARY KEY (source, sequence)) STRICT, WITHOUT ROWID;
                INSERT INTO oldEvent SELECT source, sequence, type, body, digest, demonstration, event.receivedAt
                    FROM event JOIN eventBody USING (source, sequence);
                DROP TABLE event; DROP TABLE eventBody; DROP INDEX auditByTime;
                ALTER TABLE oldEvent RENAME TO event;
                DROP TABLE kioskSync; DROP TABLE kioskLink; DROP TABLE kioskAlarm; DROP TABLE attemptRefused;
                DROP TABLE applicationGrant; DROP TABLE applicationSearch; DROP INDEX applicationByPerson;
                ALTER TABLE application DROP COLUMN centre; ALTER TABLE application DROP COLUMN reason;
                ALTER TABLE application DROP COLUMN bin; DROP TABLE organisation;
                DROP TABLE reissue; DROP TABLE configurationSet; DROP TABLE kioskConfiguration;
                DROP INDEX smsChallengeByTime; DROP INDEX proofByTime; DROP INDEX attemptByEvidence;
                DROP TABLE alarmHandling; DROP TABLE kioskReport; DROP TABLE fleetSample;
                DROP TABLE identityCard; DROP TABLE feePayment; DROP TABLE cardExchange; DROP TABLE exchangePicture;
                DROP TABLE migrationOfficer; DROP TABLE digitalDocument; DROP TABLE documentAccess;
                DROP TABLE documentHistory; DROP TABLE documentUse; DROP TABLE documentVain;
                DROP TABLE logIn; DROP TABLE missingCode; DROP TABLE kioskCentre; DROP TABLE lostRevocation;
                DROP TABLE phoneSignature; DROP TABLE portalTerm;
                DROP INDEX attemptByTime; DROP INDEX applicationByTime; DROP INDEX kioskByTime;
                DELETE FROM grdb_migrations WHERE identifier <> '1';
                \"\"\")
            """
        let changed = try await Tool.run("python3", ["-c", back, folder.file("state/portal.sqlite")])
        #expect(changed.succeeded, "\(changed.standardError)")
        let made = try await Tool.run(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=TEST former", "-keyout"]
                + [folder.file("state/issuing-ca.key.pem"), "-out", folder.file("state/issuing-ca.pem")])
        #expect(made.succeeded, "\(made.standardError)")
        let former = try #require(
            try Certificate.read(Array(Data(contentsOf: URL(filePath: folder.file("state/issuing-ca.pem"))))).first)
        try await withPortal(folder: folder) { portal in
            try await portal.withClient { client in
                // Machines had no certificates then: this one fetches its first.
                let grant = try await client.fetchCertificate(
                    KioskCertificateRequest(request: try await DeviceIdentity.request(for: identity.key)))
                client.use(
                    DeviceIdentity(
                        kioskID: grant.kioskID, key: identity.key,
                        certificate: try Certificate(der: Array(grant.certificate))))
                let again = try await client.issueCertificates(number, requests)
                #expect(again.signature == set.signature && again.authentication == set.authentication)
                #expect(Array(again.issuer) == former.der)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: portal.options.stateFolder)
            #expect(names.contains("portal.sqlite.after-1"))
            #expect(!names.contains("issuing-ca.key.pem"))
        }
    }
}
