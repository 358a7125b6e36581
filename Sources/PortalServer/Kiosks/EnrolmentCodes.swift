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
    /// - Parameters:
    ///   - kiosk: the enrolled machine that it is for; nil for a new one.
    ///   - centre: the PSC that the machine shall speak for; nil leaves that as it is.
    /// - Throws: ``PortalProblem`` 404 `portal.kiosk-certificate` when there is no such machine, `portal.kiosk-revoked`,
    ///   `portal.request-invalid` for a centre of another form.
    func make(
        _ database: any SQLTransaction, for roles: Set<KioskRole>, kiosk: String? = nil, centre: String? = nil,
        by: String
    ) throws -> EnrolmentCode {
        let now = clock.now()
        guard centre.map(CentreCode.isValid) ?? true else { throw PortalProblem.invalid("no code of a centre") }
        if let kiosk {
            try EnrolledKiosk.requireKnown(database, kiosk)
            try EnrolledKiosk.requireNotRevoked(database, kiosk)
        }
        let code = SMSService.randomName()
        let until = now + Self.life
        try insert(database, code, roles: roles, until: until, kiosk: kiosk, centre: centre)
        let whom = (kiosk.map { " for \($0)" } ?? "") + (centre.map { " at \($0)" } ?? "")
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

    /// Once the machine is on record: it speaks for the centre that the code names.
    func markUsed(_ database: any SQLTransaction, _ code: String, by kiosk: String) throws {
        let hash = Self.hash(code)
        try database.execute("UPDATE enrolmentCode SET kiosk = ? WHERE hash = ?", [kiosk, hash])
        let centre: String? = try database.value("SELECT centre FROM enrolmentTerms WHERE hash = ?", [hash])
        if let centre { try EnrolledKiosk.bind(database, kiosk, to: centre, by: kiosk, at: clock.now()) }
    }

    /// Makes a new code and leaves it in the file, unless the one there is still unused and good for half of its life. A crash
    /// between file and commit leaves a code that is not valid; the next start then makes another.
    @Sendable func provide(_ database: any SQLTransaction) throws {
        // Of the portals of one folder one at a time.
        let folder = String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex))
        try FolderLock.with(folder, "enrolment-code") { try renew(database) }
    }

    private func renew(_ database: any SQLTransaction) throws {
        if let current = try PrivateFile.read(file) {
            let hash = ContentDigest.hex(of: Data(current.filter { $0 > 0x20 }))
            let unused: Int? = try database.value(
                """
                SELECT 1 FROM enrolmentCode JOIN enrolmentTerms ON enrolmentTerms.hash = enrolmentCode.hash
                WHERE enrolmentCode.hash = ? AND enrolmentCode.kiosk IS NULL AND until > ?
                """, [hash, (clock.now() + Self.life / 2).milliseconds])
            if unused != nil { return }
        }
        let code = SMSService.randomName()
        try insert(database, code, roles: KioskRole.machines, until: clock.now() + Self.life, kiosk: nil, centre: nil)
        try PrivateFile.write(file, Data("\(code)\n".utf8))
    }

    private func insert(
        _ database: any SQLTransaction, _ code: String, roles: Set<KioskRole>, until: UnixTime?, kiosk: String?,
        centre: String?
    ) throws {
        let hash = Self.hash(code)
        try database.execute("INSERT INTO enrolmentCode (hash) VALUES (?)", [hash])
        try database.execute(
            "INSERT INTO enrolmentTerms (hash, roles, until, kiosk, centre) VALUES (?, ?, ?, ?, ?)",
            [hash, EnrolledKiosk.encode(roles), until?.milliseconds, kiosk, centre])
    }

    private static func hash(_ code: String) -> String { ContentDigest.hex(of: Data(code.utf8)) }
}
