/// What somebody does by hand to a virtual part of a running demonstration.
public struct HandOrder: Sendable, Hashable {
    /// The part that is touched.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case card, printer, camera
        /// The card of the operator.
        case operatorCard = "operator"
        /// The card of the officer, for the same reader.
        case officerCard = "officer"
        /// What is held before the camera for documents.
        case phone
        /// The USB stick for key files.
        case stick

        fileprivate var name: String {
            switch self {
            case .card, .printer, .camera, .stick: rawValue
            case .operatorCard: "operator's card"
            case .officerCard: "officer's card"
            case .phone: "camera for documents"
            }
        }
    }

    /// The part that is touched.
    public var part: Part
    /// The line that its control socket takes.
    public var line: String

    private static let words: [Part: Set<String>] = [
        .card: ["insert", "remove", "fault"],
        .printer: ["paper", "cover", "vanish", "vanish-after", "back", "paper-out-after", "silent"],
        .camera: ["person", "dark", "two-faces", "empty", "unplug", "plug", "turn", "closer"],
    ]

    /// Reads `insert`, `paper out`, `dark` and so on, or with the part before it: `card status`, `operator insert`. Nil for
    /// anything else.
    public init?(_ words: [String]) {
        guard let first = words.first, !words.contains(where: { $0.contains("\n") }) else { return nil }
        if let part = Part(rawValue: first), words.count > 1 {
            self.part = part
            line = words.dropFirst().joined(separator: " ")
        } else if let part = Part.allCases.first(where: { Self.words[$0]?.contains(first) == true }) {
            self.part = part
            line = words.joined(separator: " ")
        } else {
            return nil
        }
    }

    /// Does it.
    /// - Returns: what the part answers: `ok`, a status, or `error …`.
    /// - Throws: ``StageProblem`` when that part is not virtual or does not answer.
    public func carryOut(_ report: StageReport) async throws -> String {
        guard let socket = socket(report) else {
            throw StageProblem("the \(part.name) of this demonstration is a real one", remedy: "use your hands")
        }
        do {
            return try await Probe().ask(socket, line)
        } catch {
            throw StageProblem(
                "the virtual \(part.name) does not answer: \(error)", remedy: "restart the demonstration")
        }
    }

    private func socket(_ report: StageReport) -> String? {
        switch part {
        case .card: report.cardControl
        case .printer: report.printerControl
        case .camera: report.cameraControl
        case .operatorCard: report.operatorControl
        case .officerCard: report.officerControl
        case .phone: report.documentControl
        case .stick: report.stickControl
        }
    }
}
