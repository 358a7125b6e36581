internal import KioskDevices
public import KioskDiagnostics
internal import KioskDomain
internal import KioskTexts

/// What `kioskctl status` finds: kioskd itself, then one result per part.
public enum StatusCommand {
    /// Asks the daemon; whatever it answers becomes a report.
    public static func report(socket: String, limit: Duration = .seconds(5)) async -> DiagnosticReport {
        do throws(ControlError) {
            let status = try await ControlClient(socket: socket, limit: limit).status()
            return DiagnosticReport(results: [daemon(status)] + parts(status))
        } catch {
            return DiagnosticReport(results: [await result(of: error, socket: socket)])
        }
    }

    /// One result per part that the daemon knows.
    static func parts(_ status: ControlStatus) -> [CheckResult] {
        DeviceChecks.results(status.devices) { $0.technicianRemedy }
    }

    /// The line of the daemon itself.
    static func daemon(_ status: ControlStatus) -> CheckResult {
        let uptime = uptime(seconds: Int64(exactly: status.uptimeSeconds.rounded(.down)) ?? 0)
        return CheckResult(id: "kioskd", state: .ok, finding: "up \(uptime), session: \(status.session)")
    }

    /// Why the daemon could not be asked, as a result.
    static func result(of error: ControlError, socket: String) async -> CheckResult {
        switch error {
        case .unreachable:
            let probe = await LocalChecks.daemon(socket: socket).run()
            guard probe.state == .ok else { return probe }
            return CheckResult(
                id: "kioskd", state: .fault, finding: "the connection to \(socket) ends at once",
                remedy: "journalctl -u kioskd; systemctl restart kioskd")
        case .silent:
            return CheckResult(
                id: "kioskd", state: .fault, finding: "listens on \(socket) and does not answer",
                remedy: "journalctl -u kioskd; systemctl restart kioskd")
        case .refused(let problem):
            return CheckResult(
                id: "kioskd", state: .fault, finding: "\(problem.code): \(problem.detail)",
                remedy: FailureCode(rawValue: problem.code)?.technicianRemedy ?? "")
        case .notUnderstood(let status):
            let what = status == 0 ? "its answer is not HTTP" : "its answer (HTTP \(status)) is not understood"
            return CheckResult(
                id: "kioskd", state: .unknown, finding: "\(socket): \(what)",
                remedy: "compare kioskctl and kioskd: same version? is it kioskd's socket?")
        }
    }

    private static func uptime(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
