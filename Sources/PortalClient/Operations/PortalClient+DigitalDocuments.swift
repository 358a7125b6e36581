import HTTPTypes
public import KioskDomain
public import PortalContract

/// Digital documents (RULES D1–D4).
extension PortalClient {
    /// What an owner shows by QR or short code; the code is used up by it. Role `desk`.
    ///
    /// - Throws: one code for each refusal, all of `digital.`.
    public func scanDocument(_ request: DocumentScanRequest) async throws(PortalError) -> ShownDocument {
        do {
            return try await perform(
                Call(.post, PortalRoute.documentScans, idempotent: false).sending(request), as: ShownDocument.self)
        } catch  where error.code == .portalUnreachable {
            // D4: off-line it is refused, with the reason.
            throw PortalError(.digitalOffline, error.detail)
        }
    }

    /// Lets a case refer to a document that was shown at this desk. Role `desk`.
    ///
    /// - Throws: `digital.not-shown`, `digital.case-unknown`.
    public func useDocument(
        _ access: String, _ request: DocumentUseRequest
    ) async throws(PortalError) -> DocumentReference {
        try await perform(
            Call(.put, PortalRoute.documentCase(try checked(access))).sending(request), as: DocumentReference.self)
    }

    /// What was looked at with this desk, newest first (RULES D2). Role `desk`.
    public func documentHistory(before position: Int64? = nil) async throws(PortalError) -> DocumentHistory {
        let query = position.map { "?before=\($0)" } ?? ""
        return try await perform(Call(.get, PortalRoute.documentHistory + query), as: DocumentHistory.self)
    }

    /// The owner's documents; demonstration mode only. Needs no identity.
    public func phoneDocuments(of iin: IIN) async throws(PortalError) -> PhoneDocumentList {
        try await perform(
            Call(.get, "\(PortalRoute.phoneDocuments)?iin=\(iin.digits)", line: .open), as: PhoneDocumentList.self)
    }

    /// The owner opens an access; demonstration mode only. Needs no identity.
    public func openDocumentAccess(_ request: DocumentAccessRequest) async throws(PortalError) -> OpenedAccess {
        try await perform(
            Call(.post, PortalRoute.phoneAccesses, idempotent: false, line: .open).sending(request),
            as: OpenedAccess.self)
    }

    /// The owner extends it by one life; demonstration mode only. Needs no identity.
    ///
    /// - Throws: `digital.extension-over`, `digital.code-expired`, `digital.code-used`.
    public func extendDocumentAccess(_ access: String, of iin: String) async throws(PortalError) -> OpenedAccess {
        try await perform(
            Call(.post, PortalRoute.phoneExtension(try checked(access)), idempotent: false, line: .open)
                .sending(DocumentOwner(iin: iin)), as: OpenedAccess.self)
    }

    /// The owner takes the consent back; demonstration mode only. Needs no identity.
    public func closeDocumentAccess(_ access: String, of iin: String) async throws(PortalError) -> OpenedAccess {
        try await perform(
            Call(.put, PortalRoute.phoneClosing(try checked(access)), line: .open).sending(DocumentOwner(iin: iin)),
            as: OpenedAccess.self)
    }

    /// The owner's history, newest first (RULES D2); demonstration mode only. Needs no identity.
    public func phoneHistory(of iin: IIN, before position: Int64? = nil) async throws(PortalError) -> DocumentHistory {
        let query = position.map { "&before=\($0)" } ?? ""
        return try await perform(
            Call(.get, "\(PortalRoute.phoneHistory)?iin=\(iin.digits)\(query)", line: .open), as: DocumentHistory.self)
    }

    private func checked(_ access: String) throws(PortalError) -> String {
        guard access.utf8.count == 32, access.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw PortalError(.digitalNotShown, "not the name of an access")
        }
        return access
    }
}
