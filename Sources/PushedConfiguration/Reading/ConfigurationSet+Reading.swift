public import FoundationEssentials
import KioskDomain

extension ConfigurationSet {
    /// The bytes of a set; a signed one is a third greater.
    public static let mostBytes = 192 << 10

    /// Reads a set and holds it to the rules.
    ///
    /// - Throws: ``SetProblem`` `configuration.too-large`, `configuration.malformed`, `configuration.key-refused`,
    ///   `configuration.contradictory` with every contradiction in the data of the rules.
    public init(json: Data) throws(SetProblem) {
        guard json.count <= Self.mostBytes else {
            throw SetProblem(.configurationTooLarge, "the set has \(json.count) bytes; \(Self.mostBytes) are taken")
        }
        let reader = try ObjectReader(
            try JSONTree.read(json), at: "",
            knows: ["format", "scope", "version", "valid-from", "note", "rules", "configuration"])
        guard try reader.text("format") == Self.format else {
            throw SetProblem(.configurationMalformed, "the format is not \(Self.format)")
        }
        guard let scope = ConfigurationScope(try reader.text("scope")) else {
            throw SetProblem(.configurationMalformed, "scope is none of all, region:…, psc:…, kiosk:…")
        }
        let version = try reader.required("version").whole(in: 1...1_000_000_000, at: "version")
        self.init(
            scope: scope, version: Int64(version), validFrom: try reader.day("valid-from"),
            note: try reader.optionalText("note") ?? "",
            rules: try reader["rules"].map { tree throws(SetProblem) in try RuleBook(tree, at: "rules") } ?? RuleBook(),
            values: try Self.values(reader["configuration"]))
        if case .object(let tables) = reader["rules"], tables["time-outs"] != nil { takeTimes() }
        let problems = rules.problems().map(\.description) + disagreements(reader["rules"])
        guard problems.isEmpty else {
            throw SetProblem(.configurationContradictory, problems.joined(separator: "; "))
        }
    }

    /// The times of the table are those of the keys too, so that both say the same also where a set gives only one.
    private mutating func takeTimes() {
        let policy = rules.timeOuts.base
        values[.idleSeconds] = values[.idleSeconds] ?? .whole(Int(policy.idle.components.seconds))
        values[.attemptSeconds] = values[.attemptSeconds] ?? .whole(Int(policy.attempt.components.seconds))
    }

    private static func values(_ tree: JSONTree?) throws(SetProblem) -> [PushedKey: PushedValue] {
        guard let tree else { return [:] }
        let reader = try ObjectReader(tree, at: "configuration", knows: PushedKey.allCases.map(\.rawValue))
        var values: [PushedKey: PushedValue] = [:]
        for key in PushedKey.allCases {
            guard let tree = reader[key.rawValue] else { continue }
            values[key] = try key.value(tree)
        }
        return values
    }

    /// Two places of one set that say different things of the same matter. Only what the set itself says counts.
    private func disagreements(_ given: JSONTree?) -> [String] {
        guard case .object(let tables) = given, tables["time-outs"] != nil else { return [] }
        let policies = [rules.timeOuts.base] + rules.timeOuts.changes.map(\.value)
        var found: [String] = []
        if let seconds = whole(.idleSeconds), !(30...900).contains(seconds) {
            found.append("time-outs: the idle time is 30 to 900 seconds")
        }
        if let seconds = whole(.attemptSeconds), !(5...120).contains(seconds) {
            found.append("time-outs: an attempt has 5 to 120 seconds")
        }
        if let seconds = whole(.idleSeconds), policies.contains(where: { $0.idle != .seconds(seconds) }) {
            found.append("time-outs: another idle time than limits.idle-seconds")
        }
        if let seconds = whole(.attemptSeconds), policies.contains(where: { $0.attempt != .seconds(seconds) }) {
            found.append("time-outs: another length of an attempt than limits.attempt-seconds")
        }
        return found
    }

    private func whole(_ key: PushedKey) -> Int? {
        if case .whole(let number) = values[key] { number } else { nil }
    }
}
