import FoundationEssentials
import KioskDomain
import LocalAuthority
import PortalContract
import SQLAccess

/// Signing with the mobile app at a machine (RULES L5): a code for one scan, bound to a person and a document. The phone is a
/// stub (demonstration mode only); its signature is judged like any other.
struct PhoneSignatureService: Sendable {
    /// From the opening to the signature.
    static let life = Duration.seconds(300)

    let store: PortalStore
    let clock: PortalClock
    let authorities: Authorities

    func open(_ request: PhoneSignatureRequest, _ kiosk: EnrolledKiosk) async throws -> PhoneSignatureOpened {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        guard (1...PhoneSignatureRequest.limit).contains(request.document.count) else {
            throw PortalProblem.invalid("the document is empty or too long")
        }
        let (name, token) = (SMSService.randomName(), SMSService.randomName())
        return try await store.write { database in
            _ = try Person.require(database, iin)
            // What a machine that lost its power left.
            try database.execute(
                "DELETE FROM phoneSignature WHERE kiosk = ? AND openedAt < ?",
                [kiosk.id, (now - Self.life * 2).milliseconds])
            try database.execute(
                "INSERT INTO phoneSignature (id, kiosk, iin, document, tokenHash, openedAt) VALUES (?, ?, ?, ?, ?, ?)",
                [name, kiosk.id, iin.digits, request.document, SMSService.hash(token), now.milliseconds])
            try Audit.record(database, at: now, kiosk: kiosk.id, "phone-signature.opened", iin: iin.digits)
            return PhoneSignatureOpened(
                name: name, qr: PhoneSignatureCode.prefix + token, digest: ContentDigest.hex(of: request.document),
                expiresAtMilliseconds: (now + Self.life).milliseconds)
        }
    }

    func standing(_ name: String, _ kiosk: EnrolledKiosk) async throws -> PhoneSignatureStanding {
        let now = clock.now()
        return try await store.read { database in
            let row = try database.row(
                "SELECT * FROM phoneSignature WHERE id = ? AND kiosk = ?", [name, kiosk.id])
            return try PhoneSignatureRow.living(row, at: now, isFetched: true).standing
        }
    }

    /// Nothing of the person stays; a scan that comes later finds nothing.
    func end(_ name: String, _ kiosk: EnrolledKiosk) async throws -> PhoneSignatureEnded {
        try await store.write { database in
            try database.execute("DELETE FROM phoneSignature WHERE id = ? AND kiosk = ?", [name, kiosk.id])
            return PhoneSignatureEnded(name: name)
        }
    }

    // MARK: - The phone

    func scan(_ request: PhoneSignatureScan) async throws -> PhoneSignatureDocument {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        let hash = try Self.hash(request.qr)
        return try await store.write { database in
            let row = try PhoneSignatureRow.hold(database, hash, at: now)
            guard row.iin == iin else {
                throw PortalProblem(.requestForOtherPerson, 403, "the code is for another person")
            }
            guard row.scannedAt == nil else { throw PortalProblem(.digitalCodeUsed, 409, "it was scanned") }
            try database.execute(
                "UPDATE phoneSignature SET scannedAt = ? WHERE id = ?", [now.milliseconds, row.id])
            try Audit.record(database, at: now, kiosk: row.kiosk, "phone-signature.scanned", iin: iin.digits)
            return PhoneSignatureDocument(
                document: row.document, digest: ContentDigest.hex(of: row.document),
                expiresAtMilliseconds: row.expiresAt.milliseconds)
        }
    }

    /// The person's own EDS, over exactly this document, in time, once.
    func sign(_ request: PhoneSignatureAnswer) async throws -> PhoneSignatureStanding {
        let now = clock.now()
        let hash = try Self.hash(request.qr)
        let signed = try SignedStatement(request.signature, authorities: try await authorities.all(), at: now)
        return try await store.write { database in
            let row = try PhoneSignatureRow.hold(database, hash, at: now)
            guard row.scannedAt != nil else { throw PortalProblem.invalid("the code was not scanned") }
            let done = PhoneSignatureStanding(state: .signed, expiresAtMilliseconds: row.expiresAt.milliseconds)
            // Sent again after a lost answer; by now it may have revoked the very EDS that made it.
            if row.signature == request.signature { return done }
            guard row.signature == nil else { throw PortalProblem(.digitalCodeUsed, 409, "it is signed") }
            guard signed.content == row.document else {
                throw PortalProblem(.signatureInvalid, 403, "another document is signed")
            }
            guard try signed.holder(database, at: now) == row.iin else {
                throw PortalProblem(.requestForOtherPerson, 403, "the EDS is another person's")
            }
            try database.execute(
                "UPDATE phoneSignature SET signature = ? WHERE id = ?", [request.signature, row.id])
            try Audit.record(database, at: now, kiosk: row.kiosk, "phone-signature.signed", iin: row.iin.digits)
            return done
        }
    }

    private static func hash(_ qr: String) throws -> String {
        guard qr.hasPrefix(PhoneSignatureCode.prefix) else {
            throw PortalProblem(.digitalCodeForeign, 422, "the code is of another system")
        }
        return SMSService.hash(String(qr.dropFirst(PhoneSignatureCode.prefix.count)))
    }
}

/// One signature by the mobile app as the database holds it; its code as a hash.
struct PhoneSignatureRow: Sendable {
    let id: String
    let kiosk: String
    let iin: IIN
    let document: Data
    let openedAt: UnixTime
    let scannedAt: Int64?
    let signature: Data?

    var expiresAt: UnixTime { openedAt + PhoneSignatureService.life }

    var standing: PhoneSignatureStanding {
        PhoneSignatureStanding(
            state: signature != nil ? .signed : scannedAt != nil ? .scanned : .waiting, signature: signature,
            expiresAtMilliseconds: expiresAt.milliseconds)
    }

    /// - Throws: ``PortalProblem`` `phone-signature.over`.
    static func hold(_ database: any SQLTransaction, _ hash: String, at now: UnixTime) throws -> PhoneSignatureRow {
        try living(try database.heldRow("SELECT * FROM phoneSignature WHERE tokenHash = ?", [hash]), at: now)
    }

    /// - Throws: ``PortalProblem`` `phone-signature.over`.
    ///
    /// - Parameter isFetched: what was signed in time may be fetched a minute longer.
    static func living(_ row: SQLRow?, at now: UnixTime, isFetched: Bool = false) throws -> PhoneSignatureRow {
        guard let row = try row.flatMap(PhoneSignatureRow.init(row:)),
            now < row.expiresAt + (isFetched && row.signature != nil ? .seconds(60) : .zero)
        else { throw PortalProblem(.phoneSignatureOver, 404, "no such signature, or its time is over") }
        return row
    }

    private init?(row: SQLRow) throws {
        let digits: String = try row["iin"]
        guard let iin = try? IIN(text: digits) else { return nil }
        id = try row["id"]
        kiosk = try row["kiosk"]
        self.iin = iin
        document = try row["document"]
        openedAt = UnixTime(milliseconds: try row["openedAt"])
        scannedAt = try row["scannedAt"]
        signature = try row["signature"]
    }
}
