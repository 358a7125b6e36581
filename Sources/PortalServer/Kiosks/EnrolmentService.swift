import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import SQLAccess

/// One-time codes and the keys that machines enrol with them.
struct EnrolmentService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let demonstration: Bool
    /// Always holds the next code that is not used yet.
    let codeFile: String

    func enrol(_ request: EnrolmentRequest) async throws -> EnrolmentAnswer {
        guard let key = try? P256.Signing.PublicKey(derRepresentation: request.publicKey), !request.roles.isEmpty else {
            throw PortalProblem.invalid("the key is no P-256 SubjectPublicKeyInfo, or no role is named")
        }
        let hash = ContentDigest.hex(of: Data(request.code.utf8))
        // The ID follows from the key, so that the same key is the same machine.
        let id = "kiosk-" + ContentDigest.hex(of: key.derRepresentation).prefix(16)
        let now = clock.now()
        try await store.write { database in
            let row = try database.heldRow("SELECT * FROM enrolmentCode WHERE hash = ?", [hash])
            guard let row else { throw PortalProblem(.portalRefused, 403, "the enrolment code is not valid") }
            if let user = try row["kiosk"] as String? {
                guard user == id else { throw PortalProblem(.portalRefused, 403, "the enrolment code was used") }
                return
            }
            try database.execute(
                """
                INSERT INTO kiosk (id, publicKey, roles, enrolledAt) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET roles = excluded.roles
                """, [id, key.derRepresentation, EnrolledKiosk.encode(Set(request.roles)), now.milliseconds])
            try database.execute("UPDATE enrolmentCode SET kiosk = ? WHERE hash = ?", [id, hash])
            try Audit.record(
                database, at: now, kiosk: id, "kiosk.enrolled", detail: EnrolledKiosk.encode(Set(request.roles)))
        }
        try await store.write(provideCode)
        return EnrolmentAnswer(kioskID: id, demonstration: demonstration)
    }

    /// Makes a new code and leaves it in the file, unless the one there is still unused. A crash between file and commit
    /// leaves a code that is not valid; the next start then makes another.
    @Sendable func provideCode(_ database: any SQLTransaction) throws {
        if let current = try PrivateFile.read(codeFile) {
            let hash = ContentDigest.hex(of: Data(current.filter { $0 > 0x20 }))
            let unused: Int? = try database.value(
                "SELECT 1 FROM enrolmentCode WHERE hash = ? AND kiosk IS NULL", [hash])
            if unused != nil { return }
        }
        let code = SMSService.randomName()
        try database.execute("INSERT INTO enrolmentCode (hash) VALUES (?)", [ContentDigest.hex(of: Data(code.utf8))])
        try PrivateFile.write(codeFile, Data("\(code)\n".utf8))
    }
}
