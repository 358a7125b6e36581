internal import FoundationEssentials
internal import KioskDevices

/// All results of one run: for a person as aligned lines, for a program as JSON.
public struct DiagnosticReport: Sendable, Hashable, Codable {
    /// Name and version of this JSON's form.
    public static let schemaName = "psc-kiosk.diagnostics/1"

    /// ``schemaName`` of the writer.
    public let schema: String
    /// In the order of the checks.
    public let results: [CheckResult]

    /// A report in the present form.
    public init(results: [CheckResult]) {
        schema = Self.schemaName
        self.results = results
    }

    /// The worst state counts: 0 all ok, 1 a warning or something unknown, 2 a fault.
    public var exitStatus: Int32 {
        if results.contains(where: { $0.state == .fault }) { return 2 }
        return results.allSatisfy { $0.state == .ok } ? 0 : 1
    }

    /// JSON with sorted keys and a newline at the end.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// One line per check in aligned columns: state, id, finding, remedy.
    /// - Parameter colour: only for a terminal; ``isTerminal(_:)`` tells.
    public func text(colour: Bool) -> String {
        let width = results.map(\.id.count).max() ?? 0
        return results.map { line($0, width: width, colour: colour) }.joined()
    }

    private func line(_ result: CheckResult, width: Int, colour: Bool) -> String {
        let word = padded(result.state.rawValue, 7)
        let state = colour ? "\u{1B}[\(code(result.state))m\(word)\u{1B}[0m" : word
        let mark = result.isVirtual ? " [virtual]" : ""
        let remedy = result.remedy.isEmpty ? "" : " → \(result.remedy)"
        return "\(state)  \(padded(result.id, width))  \(result.finding)\(mark)\(remedy)\n"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Colour parameters of ECMA-48 SGR: green, yellow, red, magenta.
    private func code(_ state: Health) -> Int {
        switch state {
        case .ok: 32
        case .warning: 33
        case .fault: 31
        case .unknown: 35
        }
    }
}
