import HTTPTypes
public import FoundationEssentials
public import KioskDomain
public import PortalContract

extension PortalClient {
    /// Whether the register knows the person, their age by the register, portrait, phone, failures (RULES B7, P3).
    public func check(_ request: PersonCheckRequest) async throws(PortalError) -> PersonCheckAnswer {
        try await perform(Call(.post, PortalRoute.personCheck).sending(request), as: PersonCheckAnswer.self)
    }

    /// Has a code sent. Never repeated by itself, since each call sends an SMS.
    ///
    /// - Throws: `sms.limit` with the seconds to wait, `sms.phone-unknown`, `person.unknown`.
    public func requestSMSCode(_ request: SMSChallengeRequest) async throws(PortalError) -> SMSChallengeAnswer {
        try await perform(
            Call(.post, PortalRoute.smsChallenges, idempotent: false).sending(request), as: SMSChallengeAnswer.self)
    }

    /// Has a typed code judged. Never repeated by itself, since each call takes one of the tries (RULES L2).
    public func answerSMSCode(challenge: String, code: String) async throws(PortalError) -> SMSCodeAnswer {
        try await perform(
            Call(.post, PortalRoute.smsAnswer(challenge), idempotent: false).sending(SMSCodeRequest(code: code)),
            as: SMSCodeAnswer.self)
    }

    /// Opens an attempt durably at the portal before the first frame is judged (RULES B2).
    ///
    /// - Throws: `portal.attempt-without-proof`, `portal.other-person`, `attempts.exhausted`,
    ///   `portal.idempotency-conflict`.
    public func openAttempt(
        _ attempt: AttemptKey, _ opening: AttemptOpening
    ) async throws(PortalError) -> AttemptOpened {
        try await perform(Call(.put, PortalRoute.attempt(attempt)).sending(opening), as: AttemptOpened.self)
    }

    /// The reference portrait, JPEG. Released once for each open attempt (RULES B8), so never asked for again by itself.
    ///
    /// - Throws: `face.reference-missing`, `portal.refused` when it was released before or the attempt is closed.
    public func portrait(_ attempt: AttemptKey) async throws(PortalError) -> Data {
        try await bytes(of: Call(.get, PortalRoute.portrait(attempt), idempotent: false))
    }
}
