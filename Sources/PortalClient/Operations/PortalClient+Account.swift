import HTTPTypes
import KioskDomain
public import PortalContract

/// The personal account at a machine (RULES L1–L4).
extension PortalClient {
    /// Begins a log-in; role `kiosk`, as all below.
    public func openLogIn() async throws(PortalError) -> LogInOpened {
        try await perform(Call(.post, PortalRoute.logIns, idempotent: false), as: LogInOpened.self)
    }

    /// - Throws: `log-in.over`.
    public func logIn(_ name: String) async throws(PortalError) -> LogInStanding {
        try await perform(Call(.get, PortalRoute.logIn(try checked(name))), as: LogInStanding.self)
    }

    /// Shows the challenge signed with the person's EDS.
    ///
    /// - Throws: `log-in.over`, `signature.invalid`, `certificate.expired`, `certificate.revoked` …
    public func proveLogIn(_ name: String, _ request: LogInSignature) async throws(PortalError) -> LogInStanding {
        try await perform(
            Call(.put, PortalRoute.logInEDS(try checked(name))).sending(request), as: LogInStanding.self)
    }

    /// Uses the proof of an SMS code up (RULES L2).
    ///
    /// - Throws: `log-in.incomplete`, `proof.missing`.
    public func finishLogIn(_ name: String, proof: String) async throws(PortalError) -> LogInStanding {
        try await perform(
            Call(.put, PortalRoute.logInCode(try checked(name))).sending(
                LogInCodeProof(proof: proof)),
            as: LogInStanding.self)
    }

    /// - Throws: `log-in.incomplete`, `log-in.over`.
    public func account(_ name: String) async throws(PortalError) -> Account {
        try await perform(Call(.get, PortalRoute.account(try checked(name))), as: Account.self)
    }

    /// The account is closed; the name is good for nothing any more.
    public func endLogIn(_ name: String) async throws(PortalError) {
        _ = try await perform(Call(.put, PortalRoute.logInEnd(try checked(name))), as: LogInEnded.self)
    }

    /// Sends a code to the number that is to be registered (RULES L4).
    ///
    /// - Throws: `phone.invalid`, `sms.limit`, `log-in.incomplete` without an EDS.
    public func requestPhoneCode(_ name: String, phone: String) async throws(PortalError) -> SMSChallengeAnswer {
        try await perform(
            Call(.post, PortalRoute.phoneChallenges(try checked(name)), idempotent: false).sending(
                PhoneRequest(phone: phone)),
            as: SMSChallengeAnswer.self)
    }

    /// Registers the number when the code is right.
    public func confirmPhone(
        _ name: String, challenge: String, code: String
    ) async throws(PortalError) -> SMSCodeAnswer {
        try await perform(
            Call(.put, PortalRoute.phone(try checked(name)), idempotent: false).sending(
                PhoneConfirmation(challenge: challenge, code: code)),
            as: SMSCodeAnswer.self)
    }

    /// Tells of a code that did not arrive (RULES L3); the same report again has the same number.
    public func reportMissingCode(_ report: MissingCodeReport) async throws(PortalError) -> MissingCodeReceipt {
        try await perform(
            Call(.post, PortalRoute.smsReports).sending(report), as: MissingCodeReceipt.self)
    }

    /// The stub of the person's phone scans the QR code; demonstration mode only. Needs no identity.
    ///
    /// - Throws: `log-in.over`, `digital.code-foreign`, `digital.code-used`.
    public func scanLogIn(_ request: LogInScan) async throws(PortalError) -> LogInStanding {
        try await perform(
            Call(.post, PortalRoute.demonstrationScans, idempotent: false, line: .open).sending(request),
            as: LogInStanding.self)
    }

    private func checked(_ name: String) throws(PortalError) -> String {
        guard name.utf8.count == 32, name.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw PortalError(.logInOver, "not the name of a log-in")
        }
        return name
    }
}
