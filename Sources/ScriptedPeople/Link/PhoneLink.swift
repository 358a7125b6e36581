import FoundationEssentials
public import KioskDevices
public import KioskDomain

/// The section "Digital documents" of the owner's mobile app, by the portal's stub (RULES D1, D2). Demonstration only.
public struct PhoneLink: Sendable {
    /// What the owner's telephone shows.
    public struct Access: Codable, Sendable, Hashable {
        /// Its name.
        public var access: String
        /// Text of the QR code.
        public var qr: String
        /// Eight digits.
        public var shortCode: String
    }

    /// One line of the owner's history.
    public struct Line: Codable, Sendable, Hashable {
        /// What happened.
        public var deed: String
        /// Who looked.
        public var operatorID: String?
        /// Code of a refusal, or number of a case.
        public var detail: String?
    }

    private struct List: Decodable {
        struct Item: Decodable {
            var document: String
            var kind: DigitalDocumentKind
        }
        var documents: [Item]
    }

    private struct Wish: Encodable {
        var iin: String
        var document: String
    }

    private struct History: Decodable { var entries: [Line] }

    private let portal: PortalLink
    private let iin: String

    /// - Parameter iin: whoever knows it holds the telephone of the stub.
    public init(portal: PortalLink, iin: String) {
        self.portal = portal
        self.iin = iin
    }

    /// The owner opens access to the document of this kind.
    ///
    /// - Throws: `digital.unknown` without such a document, and as ``PortalLink/get(_:)``.
    public func open(_ kind: DigitalDocumentKind) async throws(Failure) -> Access {
        let list: List = try decoded(try await portal.get("/demonstration/digital-documents?iin=\(iin)"))
        guard let item = list.documents.first(where: { $0.kind == kind }) else {
            throw Failure(.digitalUnknown, kind.rawValue)
        }
        guard let wish = try? JSONEncoder().encode(Wish(iin: iin, document: item.document)) else {
            throw Failure(.internalError)
        }
        return try decoded(try await portal.post("/demonstration/document-accesses", Array(wish)))
    }

    /// The owner's history, newest first.
    ///
    /// - Throws: as ``PortalLink/get(_:)``.
    public func history() async throws(Failure) -> [Line] {
        let history: History = try decoded(try await portal.get("/demonstration/document-history?iin=\(iin)"))
        return history.entries
    }

    private func decoded<Value: Decodable>(_ bytes: [UInt8]) throws(Failure) -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(bytes)) else {
            throw Failure(.portalAnswer, "the telephone's stub")
        }
        return value
    }
}
