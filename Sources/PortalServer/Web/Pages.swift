import FoundationEssentials
import Hummingbird
import KioskDomain
import KioskTexts
import Mustache
import PortalContract
import SQLAccess

/// The few pages for people.
struct Pages: Sendable {
    let store: PortalStore
    let stub: SMSStub
    let demonstration: Bool
    private let indexTemplate: MustacheTemplate
    private let stubTemplate: MustacheTemplate

    init(store: PortalStore, stub: SMSStub, demonstration: Bool) throws {
        self.store = store
        self.stub = stub
        self.demonstration = demonstration
        indexTemplate = try MustacheTemplate(string: String(decoding: PackageResources.index_mustache, as: UTF8.self))
        stubTemplate = try MustacheTemplate(string: String(decoding: PackageResources.stub_mustache, as: UTF8.self))
    }

    func index() async throws -> Response {
        let people: [[String: String]] = try await store.read { [demonstration] database in
            guard demonstration else { return [] }
            return try database.rows("SELECT * FROM person ORDER BY commonName").map { row in
                [
                    "name": try row["commonName"], "iin": try row["iin"], "document": try row["documentNumber"],
                    "born": try row["birthDate"], "note": try row["note"],
                ]
            }
        }
        return Self.page(indexTemplate.render(["demonstration": demonstration, "people": people] as [String: Any]))
    }

    func smsStub() async throws -> Response {
        let messages = try await stub.messages(iin: nil).map { message in
            ["phone": message.maskedPhone, "purpose": message.purpose.rawValue, "code": message.code]
        }
        return Self.page(
            stubTemplate.render(["messages": messages, "confirmations": try await confirmations()] as [String: Any]))
    }

    /// Q2: what was sent about reservations, newest first.
    private func confirmations() async throws -> [[String: String]] {
        try await store.read { database in
            try database.rows(
                "SELECT * FROM reservation WHERE smsTo IS NOT NULL ORDER BY id DESC LIMIT 50"
            ).map { row in
                [
                    "phone": Person.mask(try row["smsTo"]),
                    "text": "\(QueueTexts.reserved.ru) · \(try row["number"] as String)",
                ]
            }
        }
    }

    private static func page(_ html: String) -> Response {
        Response.page(html, policy: "style-src 'unsafe-inline'; form-action 'none'")
    }
}
