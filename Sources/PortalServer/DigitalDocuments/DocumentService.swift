import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// A desk looks at a citizen's digital document (RULES D1–D4). Nothing of it is kept here: a case holds a reference.
struct DocumentService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let authorities: Authorities

    func scan(_ request: DocumentScanRequest, kiosk: EnrolledKiosk) async throws -> ShownDocument {
        guard let code = DocumentCode(request.code) else {
            throw PortalProblem(.digitalCodeForeign, 422, "not the form of a code")
        }
        let (now, all, body) = (clock.now(), try await authorities.all(), try await authorities.issuingBody())
        // A refusal is kept too: it is in both histories, and a code that was shown is used up.
        return try await store.write { database -> Result<ShownDocument, PortalProblem> in
            _ = try database.heldRow("SELECT id FROM kiosk WHERE id = ?", [kiosk.id])
            if let seconds = try wait(database, kiosk, now) {
                return .failure(
                    PortalProblem(.digitalTries, 429, "too many codes in vain", count: seconds, retryAfter: seconds))
            }
            guard var row = try AccessRow.hold(database, code),
                let document = try DocumentRow.find(database, row.document)
            else {
                try noteVain(database, kiosk, now)
                return .failure(PortalProblem(.digitalCodeUnknown, 404, "no access has this code"))
            }
            let look = Look(document: document, body: body, all: all, now: now)
            let (content, problem) = try decide(database, &row, look)
            var line = DocumentHistoryBook.Line(
                deed: .refused, kind: document.kind, owner: row.owner, machine: kiosk.id,
                operatorID: request.operatorID, detail: problem?.code.rawValue)
            guard let content, problem == nil else {
                try DocumentHistoryBook.record(database, line, at: now)
                return .failure(problem ?? PortalProblem(.digitalSignature, 409, "nothing is verified"))
            }
            line.deed = .shown
            try DocumentHistoryBook.record(database, line, at: now)
            try database.execute(
                "UPDATE documentAccess SET usedAt = ?, shownTo = ?, digest = ? WHERE id = ?",
                [now.milliseconds, kiosk.id, ContentDigest.hex(of: document.signed), row.id])
            return .success(
                ShownDocument(
                    access: row.id, content: content, signed: document.signed,
                    signer: body.identity.certificate.subject.first(.NameAttributes.commonName) ?? "",
                    shownAtMilliseconds: now.milliseconds,
                    expiresAtMilliseconds: row.access.expiresAt.milliseconds))
        }.get()
    }

    private struct Look {
        let document: DocumentRow
        let body: IssuingBody
        let all: [Hierarchy]
        let now: UnixTime
    }

    /// The signature is verified whatever the other reasons are, and nothing is shown that was not.
    private func decide(
        _ database: any SQLTransaction, _ row: inout AccessRow, _ look: Look
    ) throws -> (DigitalDocumentContent?, PortalProblem?) {
        let today = PortalCalendar.day(of: look.now)
        let card = try IdentityCardRow.find(database, of: row.owner)
        let owner = DigitalDocumentOwnerGate.decide(
            born: try Person.require(database, row.owner).birthDate, on: today, hasIdentityCard: card != nil,
            isLostOrStolen: card?.standing != .valid, rules: rules)
        var (content, unsigned): (DigitalDocumentContent?, PortalProblem?)
        do {
            content = try look.body.verified(look.document, authorities: look.all, at: look.now)
        } catch let problem as PortalProblem {
            unsigned = problem
        }
        let facts = DigitalDocumentGate.Facts(
            isOnline: true, ownerConsents: !row.isClosed, scan: row.access.scan(now: look.now), ownerMay: owner,
            signatureVerified: content != nil)
        guard let code = DigitalDocumentGate.code(facts) else { return (content, nil) }
        return (nil, code == .digitalSignature ? unsigned : PortalProblem(code, 409, "by the rules D1 to D3"))
    }

    /// Within the limits for numbers that are tried in vain.
    private func wait(_ database: any SQLTransaction, _ kiosk: EnrolledKiosk, _ now: UnixTime) throws -> Int? {
        let vain: [Int64] = try database.values(
            "SELECT at FROM documentVain WHERE kiosk = ? AND at > ?", [kiosk.id, (now - .seconds(86_400)).milliseconds])
        let limit = rules.applicationSearch.value(on: PortalCalendar.day(of: now))
        let until = limit.waitUntil(
            vainForIIN: [], vainFromKiosk: vain.map(UnixTime.init(milliseconds:)), now: now)
        return until.map { Int(now.duration(to: $0).components.seconds) + 1 }
    }

    private func noteVain(_ database: any SQLTransaction, _ kiosk: EnrolledKiosk, _ now: UnixTime) throws {
        try database.execute("DELETE FROM documentVain WHERE at <= ?", [(now - .seconds(86_400)).milliseconds])
        try database.execute("INSERT INTO documentVain (kiosk, at) VALUES (?, ?)", [kiosk.id, now.milliseconds])
    }
}
