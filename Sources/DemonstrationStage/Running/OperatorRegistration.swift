internal import KioskControl
internal import KioskDiagnostics

/// Has kioskd know the card in the operator's reader, as a technician does once for each operator (RULES R4).
struct OperatorRegistration {
    /// kioskd's control socket.
    let control: String
    /// Stands in the journal beside each look-up.
    let name: String
    /// What this person may do at the desk; none is an operator.
    var duties: [String] = []

    /// Tries again while pcscd and kioskd have not seen the card yet.
    /// - Throws: ``StageProblem`` when it is not known within the limit, `CancellationError`.
    func run(within limit: Duration = .seconds(20)) async throws {
        let client = ControlClient(socket: control, limit: .seconds(10))
        let end = ContinuousClock.now + limit
        while true {
            do throws(ControlError) {
                return try await client.setOperator(name, isKnown: true, duties: duties)
            } catch {
                guard ContinuousClock.now < end else { throw Self.problem(error) }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func problem(_ error: ControlError) -> StageProblem {
        let reason =
            switch error {
            case .refused(let problem): "\(problem.code) \(problem.detail)"
            case .unreachable, .silent, .notUnderstood: "kioskd does not answer at its control socket"
            }
        return StageProblem(
            "the operator's card cannot be registered: \(reason)",
            remedy: "apt-get install vsmartcard-vpcd, restart pcscd, then try again")
    }
}
