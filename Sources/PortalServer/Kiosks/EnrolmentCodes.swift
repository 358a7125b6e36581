import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import SQLAccess

/// One-time codes: each for one machine, for certain roles, for a time. The portal keeps their hashes.
struct EnrolmentCodes: Sendable {
    static let life = Duration.seconds(24 * 3600)

    let clock: PortalClock
    /// Always holds the next code for a machine that is not used yet.
    let file: String

    /// A new one.
    ///
    /// - Parameter kiosk: the enrolled machine that it is for; nil for a new one.
    /// - Throws: ``PortalProblem`` 404 `portal.kiosk-certificate` when there is no such machine, `portal.kiosk-revoked`.
    func make(
        _ database: any SQLTransaction, for roles: Set<KioskRole>, kiosk: String? = nil, by: String
    ) throws -> EnrolmentCode {
        let now = clock.now()
        if let kiosk {
            let known: Int? = try database.value("SELECT 1 FROM kiosk WHERE id = ?", [kiosk])
            guard known != nil else { throw PortalProblem(.kioskCertificate, 404, "there is no such machine") }
            try EnrolledKiosk.requireNotRevoked(database, kiosk)
        }
        let code = SMSService.randomName()
        let until = now + Self.life
        try insert(database, code, roles: roles, until: until, kiosk: kiosk)
        let whom = kiosk.map { " for \($0)" } ?? ""
        try Audit.record(
            database, at: now, kiosk: by, "enrolment-code.made", detail: EnrolledKiosk.encode(roles) + whom)
        return EnrolmentCode(code: code, validUntilMilliseconds: until.milliseconds)
    }

    /// Who comes with a code.
    struct User {
        var kiosk: String
        var roles: Set<KioskRole>
        var key: Key

        enum Key {
            /// Of a machine that is not on record either.
            case new
            /// The machine's on record.
            case own
            /// Not on record, while the machine is said to be.
            case other
            /// Once the machine's, until another took its place: now whoever's it fell to.
            case replaced
        }
    }

    /// Judges the code. One for a certain machine serves that machine, with another key too; any other serves a new machine,
    /// or one with its own key. Once used it serves the same key only.
    ///
    /// - Throws: ``PortalProblem`` `portal.enrolment-refused`, with the same words whatever is wrong with the code.
    func use(_ database: any SQLTransaction, _ code: String, by user: User) throws {
        let refusal = PortalProblem(
            .enrolmentRefused, 403, "the code is wrong, used, too old, or not good for these roles")
        let hash = Self.hash(code)
        guard let row = try database.heldRow("SELECT kiosk FROM enrolmentCode WHERE hash = ?", [hash]) else {
            throw refusal
        }
        let former: String? = try row["kiosk"]
        guard former == nil || former == user.kiosk && user.key == .own else { throw refusal }
        var allowed = KioskRole.machines
        var meant: String?
        if let terms = try database.row("SELECT roles, until, kiosk FROM enrolmentTerms WHERE hash = ?", [hash]) {
            meant = try terms["kiosk"]
            allowed = EnrolledKiosk.decodeRoles(try terms["roles"])
            let until: Int64? = try terms["until"]
            if let until, until <= clock.now().milliseconds { throw refusal }
        }
        guard user.roles.isSubset(of: allowed) else { throw refusal }
        let isMeant = meant == user.kiosk
        switch user.key {
        case .new where meant == nil, .own where meant == nil || isMeant, .other where isMeant: return
        default: throw refusal
        }
    }

    /// Once the machine is on record.
    func markUsed(_ database: any SQLTransaction, _ code: String, by kiosk: String) throws {
        try database.execute("UPDATE enrolmentCode SET kiosk = ? WHERE hash = ?", [kiosk, Self.hash(code)])
    }

    /// Makes a new code and leaves it in the file, unless the one there is still unused. A crash between file and commit
    /// leaves a code that is not valid; the next start then makes another.
    @Sendable func provide(_ database: any SQLTransaction) throws {
        // Of the portals of one folder one at a time.
        let folder = String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex))
        try FolderLock.with(folder, "enrolment-code") { try renew(database) }
    }

    private func renew(_ database: any SQLTransaction) throws {
        if let current = try PrivateFile.read(file) {
            let hash = ContentDigest.hex(of: Data(current.filter { $0 > 0x20 }))
            let unused: Int? = try database.value(
                "SELECT 1 FROM enrolmentCode WHERE hash = ? AND kiosk IS NULL", [hash])
            if unused != nil { return }
        }
        let code = SMSService.randomName()
        try insert(database, code, roles: KioskRole.machines, until: nil, kiosk: nil)
        try PrivateFile.write(file, Data("\(code)\n".utf8))
    }

    private func insert(
        _ database: any SQLTransaction, _ code: String, roles: Set<KioskRole>, until: UnixTime?, kiosk: String?
    ) throws {
        let hash = Self.hash(code)
        try database.execute("INSERT INTO enrolmentCode (hash) VALUES (?)", [hash])
        try database.execute(
            "INSERT INTO enrolmentTerms (hash, roles, until, kiosk) VALUES (?, ?, ?, ?)",
            [hash, EnrolledKiosk.encode(roles), until?.milliseconds, kiosk])
    }

    private static func hash(_ code: String) -> String { ContentDigest.hex(of: Data(code.utf8)) }
}
