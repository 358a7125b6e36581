import FoundationEssentials
import KioskTestSupport

/// The owner's telephone, by the portal's stub, and what the portal keeps of it.
extension Stage {
    /// What the telephone shows.
    struct OpenedAccess: Decodable {
        var access: String
        var qr: String
        var shortCode: String
    }

    /// The section "Digital documents" of the app: opens access to the document of this kind.
    func openAccess(_ person: Person, _ kind: String = "identity-card") async throws -> OpenedAccess {
        struct List: Decodable {
            struct Item: Decodable {
                var document: String
                var kind: String
            }
            var documents: [Item]
        }
        let list: List = try await phone("/demonstration/digital-documents?iin=\(person.iin)")
        guard let item = list.documents.first(where: { $0.kind == kind }) else { throw Problem("no \(kind)") }
        return try await phone(
            "/demonstration/document-accesses", #"{"iin":"\#(person.iin)","document":"\#(item.document)"}"#)
    }

    /// The app scans the QR code of a log-in at the kiosk.
    func scanLogIn(_ person: Person, _ qr: String) async throws {
        struct Scanned: Decodable {}
        let _: Scanned = try await phone("/demonstration/log-in-scans", #"{"iin":"\#(person.iin)","qr":"\#(qr)"}"#)
    }

    private func phone<Value: Decodable>(_ path: String, _ body: String? = nil) async throws -> Value {
        let data = body.map { ["-H", "Content-Type: application/json", "--data", $0] } ?? []
        let answer = try await Tool.run(
            "curl",
            ["-s", "--cacert", folder.file("portal/tls-ca.pem"), "https://127.0.0.1:\(portalPort)\(path)"] + data)
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(answer.standardOutput.utf8)) else {
            throw Problem("the telephone: \(answer.standardOutput) \(answer.standardError)")
        }
        return value
    }

    /// Deeds of the owner's history, oldest first, with code or case.
    func ownersHistory(_ person: Person) async throws -> [String] {
        try await portal(
            """
            SELECT deed || COALESCE(' ' || detail, '') FROM documentHistory WHERE owner = '\(person.iin)'
            AND machine IS NOT NULL ORDER BY id
            """)
    }

    /// The same of the desk: what stands in both accounts is one line.
    func desksHistory() async throws -> [String] {
        try await portal(
            """
            SELECT deed || COALESCE(' ' || detail, '') FROM documentHistory WHERE operatorID = '\(Operator.name)'
            ORDER BY id
            """)
    }

    /// Changes the portal's database, as time would.
    func changePortal(_ statement: String) async throws {
        let output = try await Tool.run(
            "sqlite3", ["-cmd", ".timeout 5000", folder.file("portal/portal.sqlite"), statement])
        guard output.succeeded else { throw Problem("sqlite3: \(output.standardError)") }
    }

    /// Lets an access end so many milliseconds from now.
    func endAccess(_ access: OpenedAccess, inMilliseconds offset: Int) async throws {
        try await changePortal(
            """
            UPDATE documentAccess SET expiresAt = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) + \(offset)
            WHERE id = '\(access.access)'
            """)
    }
}

/// The part of the operator's page about a digital document.
struct DocumentPart: Sendable {
    var text: String
    var status: Int
    var stage: String? { Desk.value(after: "data-stage=\"", in: text) }
    var seconds: Int? { Desk.value(after: "data-seconds=\"", in: text).flatMap { Int($0) } }
    /// The code of what was refused.
    var refused: String? { Desk.value(after: "data-refused=\"", in: text) }
    var cases: String? { Desk.value(after: "data-cases=\"", in: text) }
}

extension Desk {
    func document() async throws -> DocumentPart {
        let answer = try await LocalHTTP.shared.send(
            "GET", "/operator/document?lang=en", port: port, headers: ["X-Screen-Token": token])
        return DocumentPart(text: answer.text, status: answer.status)
    }

    /// The part once it `fits`.
    func document(
        _ what: String, within limit: Duration = .seconds(30), _ fits: @escaping @Sendable (DocumentPart) -> Bool
    ) async throws -> DocumentPart {
        try await eventually("the digital document: \(what)", within: limit) {
            let part = try await self.document()
            return fits(part) ? part : nil
        }
    }

    @discardableResult
    func documentAct(_ action: String, _ text: String? = nil) async throws -> LocalHTTP.Answer {
        let body = text.map { #"{"action":"\#(action)","text":"\#($0)"}"# } ?? #"{"action":"\#(action)"}"#
        return try await LocalHTTP.shared.send(
            "POST", "/operator/document", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token], body: Array(body.utf8))
    }

    /// Types a code and waits for what comes of it.
    func look(_ code: String) async throws -> DocumentPart {
        let before = try await document().text
        try await documentAct("code", code)
        return try await document("an answer") {
            ($0.stage == "shown" || $0.stage == "closed") && $0.text != before
        }
    }
}
