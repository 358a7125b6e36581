public import KioskDevices
public import KioskDiagnostics
internal import KioskDomain
internal import KioskTexts

/// A failure of a command as a report of one result: code, what it means, what to do.
public enum CodedProblem {
    /// One result with the code as its name.
    public static func report(_ error: any CodedError) -> DiagnosticReport {
        let detail = error.detail.isEmpty ? "" : " (\(error.detail))"
        return DiagnosticReport(results: [
            CheckResult(
                id: error.code.rawValue, state: .fault, finding: error.code.text.en + detail,
                remedy: error.code.technicianRemedy)
        ])
    }
}
