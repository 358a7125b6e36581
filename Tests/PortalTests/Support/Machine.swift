import FoundationEssentials
import KioskDomain
import MachineKeys
import PortalClient
import PortalContract

/// The seeded people, by what they are for.
enum People {
    static let adult = "850315300019"
    static let neverMatching = "901112400026"
    static let child = "200520600038"
    static let withoutPortrait = "780702300047"
    static let withoutPhone = "820910400054"
    static let fourFailures = "790427300064"
    static let fiveFailures = "881219400071"
    static let passportHolder = "860417300085"
    static let foreigner = "910601000098"
    static let otherDigits = "870808400108"
    static let adultToday = "100101500111"
    static let adultTomorrow = "100101600128"
    /// Valid by its check digit, in no register.
    static let unknown = "900101300017"
}

/// An enrolled machine and what it does in most tests.
struct Machine: Sendable {
    let client: PortalClient
    let identity: DeviceIdentity
    let fixture: PortalFixture

    func attempt(_ sequence: Int64) -> AttemptKey { AttemptKey(source: identity.kioskID, sequence: sequence) }

    /// The newest code of the stub.
    func stubCode(_ iin: String) async throws -> String {
        guard let message = try await client.smsStub(iin: iin).first else { throw CancellationError() }
        return message.code
    }

    /// Goes through the SMS code and gives the B0 proof.
    func proof(of iin: String) async throws -> String {
        let challenge = try await client.requestSMSCode(SMSChallengeRequest(iin: iin, purpose: .identification))
        let answer = try await client.answerSMSCode(challenge: challenge.id, code: try await stubCode(iin))
        guard let proof = answer.proof else { throw CancellationError() }
        return proof
    }

    func evidence(
        _ sequence: Int64, _ outcome: AttemptOutcome = .matched, distance: Double = 0.3, trial: String? = nil,
        challenge: String? = nil
    ) async throws -> String {
        let key = identity.key
        return try await AttemptEvidence(
            attempt: attempt(sequence), outcome: outcome, closedAtMilliseconds: 1, distance: distance, frames: 6,
            liveness: challenge.map { LivenessEvidence(challenge: $0, passed: true, steps: []) },
            modelHashes: ["00"], calibrationHash: trial
        ).signed { try await key.sign($0) }
    }

    func closedEvent(
        _ sequence: Int64, attempt: Int64, _ outcome: AttemptOutcome, evidence: String? = nil
    ) throws -> KioskEvent {
        let body = AttemptClosedBody(
            attempt: attempt, outcome: outcome, closedAtMilliseconds: 1, evidence: evidence)
        return KioskEvent(
            sequence: sequence, type: .attemptClosed, body: try ContractJSON.encode(body), demonstration: true)
    }

    /// A confirmed application of `iin`, by a matched attempt.
    func application(of iin: String, sequence: Int64 = 1) async throws -> ApplicationRecord {
        _ = try await client.openAttempt(
            attempt(sequence), AttemptOpening(iin: iin, proof: try await proof(of: iin)))
        return try await client.apply(
            ApplicationRequest(
                iin: iin, attempt: attempt(sequence), channel: .kiosk, medium: .idCard,
                evidence: try await evidence(sequence)), key: "application-\(sequence)")
    }
}

/// The error that `body` must throw.
func failure(_ body: () async throws -> Void) async -> PortalError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PortalError
    }
}
