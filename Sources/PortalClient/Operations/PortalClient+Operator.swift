import HTTPTypes
import KioskDomain
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

    /// Confirms, or refuses with a justification (RULES E5).
    public func decide(_ number: String, _ decision: OperatorDecision) async throws(PortalError) -> ApplicationRecord {
        try await perform(Call(.post, PortalRoute.decision(number)).sending(decision), as: ApplicationRecord.self)
    }
}
