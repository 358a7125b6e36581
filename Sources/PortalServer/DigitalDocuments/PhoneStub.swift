import KioskDomain
import PortalContract
import SQLAccess

/// The person's phone, a stub as that for SMS is: whoever knows the IIN holds the phone. Demonstration mode only; the routes
/// are not there otherwise.
struct PhoneStub: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let authorities: Authorities

    /// The list is refreshed from the issuing body's register, which makes what is missing.
    func documents(of iin: IIN) async throws -> PhoneDocumentList {
        let (body, now) = (try await authorities.issuingBody(), clock.now())
        return try await store.write { database in
            let person = try Person.hold(database, iin)
            var rows = try DocumentRow.all(database, of: iin)
            if rows.isEmpty, let card = try IdentityCardRow.find(database, of: iin) {
                try Self.issue(database, person, card, body, now)
                rows = try DocumentRow.all(database, of: iin)
            }
            return PhoneDocumentList(
                documents: rows.map { PhoneDocumentList.Item(document: $0.name, kind: $0.kind) })
        }
    }

    private static func issue(
        _ database: any SQLTransaction, _ person: Person, _ card: IdentityCardRow, _ body: IssuingBody, _ now: UnixTime
    ) throws {
        let wanted: [(DigitalDocumentKind, number: String, until: CivilDate?)] = [
            (.identityCard, card.number, card.expiresOn), (.drivingLicence, "DL\(card.number)", nil),
        ]
        for (kind, number, until) in wanted {
            let name = SMSService.randomName()
            let content = DigitalDocumentContent(
                document: name, kind: kind, number: number, iin: person.iin.digits, name: person.commonName,
                birthDate: person.birthDate.description, expiresOn: until?.description, issuer: IssuingBody.name)
            try database.execute(
                "INSERT INTO digitalDocument (name, iin, kind, signed, madeAt) VALUES (?, ?, ?, ?, ?)",
                [name, person.iin.digits, kind.rawValue, try body.signed(content, at: now), now.milliseconds])
        }
    }

    /// D1, D2: one scan, with the owner's consent, which is this very deed.
    func open(_ request: DocumentAccessRequest) async throws -> OpenedAccess {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        let policy = rules.documentAccess.value(on: clock.today())
        return try await store.write { database in
            guard let document = try DocumentRow.find(database, request.document), document.iin == iin else {
                throw PortalProblem(.digitalUnknown, 404, "the person has no such document")
            }
            let (token, code) = (SMSService.randomName(), try AccessRow.newCode(database, at: now))
            let access = DocumentAccess(openedAt: now, policy: policy)
            let id = try AccessRow.insert(database, access, document, token: token, code: code)
            try Self.note(database, .opened, document.kind, iin, now)
            return try Self.own(database, id, iin).opened(
                policy, qr: DocumentCode.prefix + token, shortCode: code)
        }
    }

    func extend(_ id: String, _ owner: DocumentOwner) async throws -> OpenedAccess {
        let (iin, now) = (try IIN(wire: owner.iin), clock.now())
        let policy = rules.documentAccess.value(on: clock.today())
        return try await store.write { database in
            var row = try Self.own(database, id, iin)
            guard !row.isClosed else { throw PortalProblem(.digitalNoConsent, 409, "the access is closed") }
            guard row.access.extend(now: now, policy: policy) else {
                guard !row.access.isUsed else { throw PortalProblem(.digitalCodeUsed, 409, "it was scanned") }
                guard now < row.access.expiresAt else { throw PortalProblem(.digitalCodeExpired, 409, "it is over") }
                throw PortalProblem(.digitalExtensionOver, 409, "the longest time is reached")
            }
            try database.execute(
                "UPDATE documentAccess SET expiresAt = ? WHERE id = ?", [row.access.expiresAt.milliseconds, id])
            try Self.note(database, .extended, try Self.kind(database, row), iin, now)
            return row.opened(policy)
        }
    }

    /// Closing it twice changes nothing.
    func close(_ id: String, _ owner: DocumentOwner) async throws -> OpenedAccess {
        let (iin, now) = (try IIN(wire: owner.iin), clock.now())
        let policy = rules.documentAccess.value(on: clock.today())
        return try await store.write { database in
            let row = try Self.own(database, id, iin)
            if !row.isClosed {
                try database.execute(
                    "UPDATE documentAccess SET closedAt = ? WHERE id = ?", [now.milliseconds, id])
                try Self.note(database, .closed, try Self.kind(database, row), iin, now)
            }
            return row.opened(policy)
        }
    }

    func history(of iin: IIN, before: Int64?) async throws -> DocumentHistory {
        try await store.read { try DocumentHistoryBook.ofOwner($0, iin, before: before) }
    }

    private static func own(_ database: any SQLTransaction, _ id: String, _ iin: IIN) throws -> AccessRow {
        guard let row = try AccessRow.hold(database, id), row.owner == iin else {
            throw PortalProblem(.digitalCodeUnknown, 404, "the person opened no such access")
        }
        return row
    }

    private static func kind(_ database: any SQLTransaction, _ row: AccessRow) throws -> DigitalDocumentKind {
        guard let document = try DocumentRow.find(database, row.document) else {
            throw PortalProblem(.digitalUnknown, 404, "the document is gone")
        }
        return document.kind
    }

    private static func note(
        _ database: any SQLTransaction, _ deed: DocumentDeed, _ kind: DigitalDocumentKind, _ iin: IIN, _ now: UnixTime
    ) throws {
        try DocumentHistoryBook.record(
            database, DocumentHistoryBook.Line(deed: deed, kind: kind, owner: iin), at: now)
    }
}
