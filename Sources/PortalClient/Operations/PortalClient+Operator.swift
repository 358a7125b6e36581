import HTTPTypes
public import KioskDomain
public import PortalContract

/// Calls of an operator's desk; the machine must be enrolled with role `desk`.
extension PortalClient {
    /// All attempts of a person and the count that decides (RULES B5).
    public func attempts(iin: String) async throws(PortalError) -> AttemptList {
        guard iin.utf8.count == 12, iin.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw PortalError(.iinLength, "not 12 digits")
        }
        return try await perform(Call(.get, "\(PortalRoute.attempts)?iin=\(iin)"), as: AttemptList.self)
    }

    /// Accepts an application on paper after five failures.
    ///
    /// - Throws: `attempts.too-few` with the count.
    public func applyAtDesk(
        _ request: OperatorApplicationRequest, key: String
    ) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.operatorApplications, idempotencyKey: key).sending(request),
            as: ApplicationRecord.self)
    }

    /// An application as it is compared with the person's papers.
    ///
    /// - Throws: `application.unknown`.
    public func deskApplication(_ number: String) async throws(PortalError) -> DeskApplication {
        try await perform(Call(.get, PortalRoute.deskApplication(number)), as: DeskApplication.self)
    }

    /// Confirms, or refuses with a justification (RULES E5).
    public func decide(_ number: String, _ decision: OperatorDecision) async throws(PortalError) -> ApplicationRecord {
        try await perform(Call(.post, PortalRoute.decision(number)).sending(decision), as: ApplicationRecord.self)
    }

    /// The certificates of a person, newest first (RULES E7).
    ///
    /// - Throws: `person.unknown`.
    public func certificates(of iin: IIN) async throws(PortalError) -> RegisteredCertificates {
        try await perform(
            Call(.get, "\(PortalRoute.operatorCertificates)?iin=\(iin.digits)"), as: RegisteredCertificates.self)
    }

    /// Revokes a certificate for good (RULES E7).
    ///
    /// - Parameter serial: hexadecimal, as the portal issued it.
    /// - Throws: `portal.certificate-mismatch` for one that was never issued, `portal.idempotency-conflict` when it was
    ///   revoked for another cause.
    public func revoke(_ serial: String, _ request: RevocationRequest) async throws(PortalError) -> RevocationRecord {
        guard (1...40).contains(serial.utf8.count), serial.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw PortalError(.certificateMismatch, "not a serial number")
        }
        return try await perform(Call(.put, PortalRoute.revocation(serial)).sending(request), as: RevocationRecord.self)
    }

    /// Sends a code to the number that is to be registered at the desk (RULES L4).
    ///
    /// - Throws: `phone.invalid`, `person.unknown`, `sms.limit`.
    public func requestDeskPhoneCode(_ request: DeskPhoneRequest) async throws(PortalError) -> SMSChallengeAnswer {
        try await perform(
            Call(.post, PortalRoute.operatorPhoneChallenges, idempotent: false).sending(request),
            as: SMSChallengeAnswer.self)
    }

    /// Registers the number when the code is right; the same again is answered as the first time.
    public func confirmDeskPhone(_ request: DeskPhoneConfirmation) async throws(PortalError) -> SMSCodeAnswer {
        try await perform(
            Call(.put, PortalRoute.operatorPhone, idempotent: false).sending(request), as: SMSCodeAnswer.self)
    }
}
