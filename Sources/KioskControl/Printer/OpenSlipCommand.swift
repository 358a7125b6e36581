public import KioskDiagnostics
internal import KioskDomain

/// What `kioskctl printer slips`, `came-out` and `reprint` do, through the control socket of kioskd.
public enum OpenSlipCommand {
    /// Slips that the printer did not confirm, newest first.
    public static func list(socket: String) async -> DeskCommands.Answer<[ControlSlip]> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.slips() }
    }

    /// Notes that a slip came out, or has it printed again.
    public static func decide(
        _ id: String, printAgain: Bool, socket: String
    ) async -> DeskCommands.Answer<ControlSlipOutcome> {
        let decision = printAgain ? SlipDecision.printAgain : .cameOut
        // A printer that says nothing is waited for.
        return await DeskCommands.ask(socket, limit: .seconds(60)) { client throws(ControlError) in
            try await client.decide(ControlSlipDecision(slip: id, decision: decision.rawValue))
        }
    }

    /// The slips in lines for people.
    public static func lines(_ slips: [ControlSlip]) -> [String] {
        guard !slips.isEmpty else { return ["every slip of the last 24 hours is confirmed or decided about"] }
        return slips.map { slip in
            "\(slip.id)  \(slip.number)  \(slip.kind)  \(slip.time)  \(slip.state)"
                + (slip.mayPrint ? "" : ", cannot be printed again")
        }
    }

    /// What came of a decision, for people.
    public static func line(_ outcome: ControlSlipOutcome) -> String {
        [outcome.number.map { "copy of \($0)" }, outcome.state, outcome.code].compactMap(\.self).joined(separator: ": ")
    }
}
