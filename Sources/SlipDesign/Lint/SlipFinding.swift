public import KioskDomain

/// What is wrong with a file of a centre's slips, or with a slip made from it.
public struct SlipFinding: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `slip.template-invalid` for a file that cannot be used, `slip.does-not-fit` for a slip that the paper cannot bear.
    public var code: FailureCode
    /// Name of the file.
    public var file: String
    /// From 1; 0 when it is about the file as a whole.
    public var line: Int
    /// From 1; nil when it is about the whole line.
    public var column: Int?
    /// In plain English, for the person who wrote the file.
    public var reason: String

    /// What is wrong with a file.
    public init(_ code: FailureCode, _ file: String, line: Int = 0, column: Int? = nil, _ reason: String) {
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `slip.template-invalid: ticket.kk.mustache:12:5: reason`
    public var description: String { "\(code.rawValue): \(place): \(reason)" }

    /// `ticket.kk.mustache:12:5`
    public var place: String {
        line > 0 ? "\(file):\(line)" + (column.map { ":\($0)" } ?? "") : file
    }
}

/// Carries the findings of one file out of its reader.
struct SlipFault: Error {
    var findings: [SlipFinding]

    init(_ findings: [SlipFinding]) { self.findings = findings }

    init(_ file: String, line: Int = 0, column: Int? = nil, _ reason: String) {
        findings = [SlipFinding(.templateInvalid, file, line: line, column: column, reason)]
    }
}
