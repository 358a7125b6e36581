internal import FoundationEssentials
public import KioskDiagnostics

/// What `kioskctl configuration` says.
public enum PushedConfigurationReport {
    /// Asks the daemon.
    public static func ask(socket: String) async -> DeskCommands.Answer<ControlConfiguration> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.configuration() }
    }

    /// One line for each thing to say; the newest of the history last.
    public static func lines(_ report: ControlConfiguration) -> [String] {
        var lines = ["runs on: " + (report.running.map(text) ?? "no pushed set, as built and configured")]
        if let name = report.waiting { lines.append("waits:   \(text(name))") }
        if let name = report.trial { lines.append("trial:   \(text(name))") }
        if let refusal = report.refused {
            lines.append("refused: \(text(refusal.set))")
            lines.append("         \(refusal.code): \(refusal.reason)")
        }
        lines += report.history.map { entry in
            let code = entry.code.map { "  \($0)" } ?? ""
            return "\(time(entry.atMilliseconds))  \(entry.step)  \(entry.set.scope) \(entry.set.version)\(code)"
        }
        return lines
    }

    private static func text(_ name: ControlConfiguration.Name) -> String {
        "\(name.scope) \(name.version) (\(name.digest.prefix(16)))"
    }

    /// UTC: the machine's zone need not be the centre's.
    private static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(.iso8601)
    }
}
