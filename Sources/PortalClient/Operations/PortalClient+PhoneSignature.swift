import HTTPTypes
import KioskDomain
public import PortalContract

/// Signing with the mobile app at a machine (RULES L5).
extension PortalClient {
    /// Begins a signature by the mobile app; role `kiosk`, as the next three.
    public func openPhoneSignature(
        _ request: PhoneSignatureRequest
    ) async throws(PortalError) -> PhoneSignatureOpened {
        try await perform(
            Call(.post, PortalRoute.phoneSignatures, idempotent: false).sending(request),
            as: PhoneSignatureOpened.self)
    }

    /// - Throws: `phone-signature.over`.
    public func phoneSignature(_ name: String) async throws(PortalError) -> PhoneSignatureStanding {
        try await perform(
            Call(.get, PortalRoute.phoneSignature(try known(name))), as: PhoneSignatureStanding.self)
    }

    /// Nothing of it is kept; ending it twice changes nothing.
    public func endPhoneSignature(_ name: String) async throws(PortalError) {
        _ = try await perform(
            Call(.put, PortalRoute.phoneSignatureEnd(try known(name))), as: PhoneSignatureEnded.self)
    }

    /// - Throws: `portal.other-person`, `portal.certificate-mismatch`, `reissue.stale`, `signature.invalid` …
    public func revokeByPhone(_ request: PhoneRevocationRequest) async throws(PortalError) -> OwnRevocations {
        try await perform(Call(.post, PortalRoute.phoneRevocations).sending(request), as: OwnRevocations.self)
    }

    /// The stub of the person's phone scans the QR code; demonstration mode only. Needs no identity.
    ///
    /// - Throws: `digital.code-foreign`, `digital.code-used`, `phone-signature.over`, `portal.other-person`.
    public func scanPhoneSignature(
        _ request: PhoneSignatureScan
    ) async throws(PortalError) -> PhoneSignatureDocument {
        try await perform(
            Call(.post, PortalRoute.demonstrationSignatureScans, idempotent: false, line: .open).sending(request),
            as: PhoneSignatureDocument.self)
    }

    /// The stub of the person's phone has signed; demonstration mode only. Needs no identity.
    ///
    /// - Throws: as above, `signature.invalid` when another document is signed.
    public func signByPhone(_ request: PhoneSignatureAnswer) async throws(PortalError) -> PhoneSignatureStanding {
        try await perform(
            Call(.post, PortalRoute.demonstrationSignatures, idempotent: false, line: .open).sending(request),
            as: PhoneSignatureStanding.self)
    }

    private func known(_ name: String) throws(PortalError) -> String {
        guard name.utf8.count == 32, name.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw PortalError(.phoneSignatureOver, "not the name of a signature")
        }
        return name
    }
}
