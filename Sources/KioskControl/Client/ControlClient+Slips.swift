internal import FoundationEssentials
public import KioskDiagnostics
internal import NIOHTTP1

extension ControlClient {
    /// Slips that the printer did not confirm, newest first.
    public func slips() async throws(ControlError) -> [ControlSlip] {
        try Self.understood(try await ask(.GET, "/slips"))
    }

    /// Settles one of them, and tells what came of it.
    public func decide(_ decision: ControlSlipDecision) async throws(ControlError) -> ControlSlipOutcome {
        try Self.understood(try await ask(.POST, "/slips/decision", body: try? JSONEncoder().encode(decision)))
    }
}
