public import KioskDiagnostics

/// What `kioskctl trace` does.
public enum TraceCommand {
    /// Switches the trace of card commands.
    /// - Returns: nil when kioskd did it, otherwise why not.
    public static func set(_ isOn: Bool, socket: String, limit: Duration = .seconds(5)) async -> CheckResult? {
        do throws(ControlError) {
            try await ControlClient(socket: socket, limit: limit).setTrace(isOn)
            return nil
        } catch {
            return await StatusCommand.result(of: error, socket: socket)
        }
    }
}
