internal import FoundationEssentials
internal import KioskDevices
public import KioskDiagnostics
internal import KioskDomain
internal import KioskTexts
public import SlipDesign

/// What `kioskctl printer lint` and `templates` do with a centre's own slips.
public enum SlipTemplateCommand {
    /// What the lint found, in a form for programs.
    public struct Findings: Sendable, Encodable {
        /// The folder looked at.
        public var folder: String
        /// Empty when every slip fits both papers with the longest values.
        public var findings: [SlipFinding]
    }

    /// Reads the folder as kioskd does, and tries its slips on both papers in all languages.
    public static func lint(folder: String) -> Findings {
        Findings(folder: folder, findings: SlipBook(folder: folder).findings)
    }

    /// The same as a report with a remedy for each finding.
    public static func report(_ lint: Findings) -> DiagnosticReport {
        guard !lint.findings.isEmpty else {
            return DiagnosticReport(results: [
                CheckResult(id: "slips.templates", state: .ok, finding: "every slip fits 58 and 80 mm paper")
            ])
        }
        return DiagnosticReport(
            results: lint.findings.map {
                CheckResult(
                    id: $0.code.rawValue, state: .fault, finding: "\($0.place): \($0.reason)",
                    remedy: $0.code.technicianRemedy)
            })
    }

    /// Writes the shipped templates and layouts into a folder, for a centre to begin with.
    /// - Returns: the names of the files.
    /// - Throws: `slip.template-invalid` when a file of such a name is there, or none can be written; nothing is replaced.
    public static func write(to folder: String) throws -> [String] {
        let files = SlipBook.shippedFiles
        let url = URL(filePath: folder)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            for (name, bytes) in files {
                try Data(bytes).write(to: url.appending(path: name), options: .withoutOverwriting)
            }
        } catch {
            throw Failure(.templateInvalid, "\(folder): a file is there already, or none can be written")
        }
        return files.keys.sorted()
    }
}
