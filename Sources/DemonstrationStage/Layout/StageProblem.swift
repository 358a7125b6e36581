/// Why the demonstration cannot run: one line and what to do about it.
public struct StageProblem: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var finding: String
    /// What helps.
    public var remedy: String
    /// The last lines of a program's log, when one ended.
    public var details: [String]

    /// `finding` and `remedy` in a few words, without a full stop.
    public init(_ finding: String, remedy: String, details: [String] = []) {
        self.finding = finding
        self.remedy = remedy
        self.details = details
    }

    /// The one line, after the details.
    public var description: String {
        (details.map { "    \($0)" } + ["\(finding). Remedy: \(remedy)"]).joined(separator: "\n")
    }
}
