import KioskDomain

/// The keys of kioskd's configuration that a set may give. Whom the machine trusts, where the portal is, keys and their
/// files, devices and whether parts may be virtual are the machine's own: no set reaches them.
public enum PushedKey: String, Sendable, Hashable, CaseIterable {
    case idleSeconds = "limits.idle-seconds"
    case attemptSeconds = "limits.attempt-seconds"
    case unsentDays = "limits.unsent-days"
    case purposes = "queue.purposes"
    case challenge = "face.challenge"
    case calibrationPeople = "face.calibration-people"
    case doorSites = "door.sites"
    case untakenSlip = "printer.untaken"

    /// The value in the form of kioskd's own file.
    func value(_ tree: JSONTree) throws(SetProblem) -> PushedValue {
        let path = "configuration.\(rawValue)"
        switch self {
        case .idleSeconds: return .whole(try tree.whole(in: 30...900, at: path))
        case .attemptSeconds: return .whole(try tree.whole(in: 5...120, at: path))
        case .unsentDays: return .whole(try tree.whole(in: 1...365, at: path))
        // Fewer than this nobody has shown to suffice (docs/calibration.md).
        case .calibrationPeople: return .whole(try tree.whole(in: 50...1_000_000, at: path))
        case .challenge: return .text(try tree.choice(["turns", "gentle", "off"], at: path))
        case .untakenSlip: return .text(try tree.choice(["eject", "retract"], at: path))
        case .purposes: return .texts(try Self.purposes(tree, at: path))
        case .doorSites:
            var sites: [String] = []
            for (index, site) in try tree.list(at: path).enumerated() {
                sites.append(try Self.site(site, at: "\(path)[\(index)]"))
            }
            return .texts(sites)
        }
    }

    private static func site(_ tree: JSONTree, at path: String) throws(SetProblem) -> String {
        let text = try tree.text(at: path)
        guard text.hasPrefix("https://"), text.utf8.count > 8,
            text.utf8.dropFirst(8).allSatisfy({ byte in
                byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "@")
            })
        else { throw SetProblem(.configurationMalformed, "\(path) is no https:// and host") }
        return text
    }

    /// Each service as a line of kioskd's own file; a name in one language only is no name.
    private static func purposes(_ tree: JSONTree, at path: String) throws(SetProblem) -> [String] {
        var lines: [String] = []
        var names: Set<String> = []
        for (index, item) in try tree.list(at: path).enumerated() {
            let path = "\(path)[\(index)]"
            let languages = Language.allCases.map(\.rawValue)
            let reader = try ObjectReader(item, at: path, knows: ["id"] + languages)
            let id = try reader.text("id")
            var parts = [id]
            for language in languages {
                guard let text = try reader.optionalText(language), !text.allSatisfy(\.isWhitespace) else {
                    throw SetProblem(.configurationContradictory, "\(path) has no text in the language \(language)")
                }
                parts.append(text)
            }
            guard parts.allSatisfy({ !$0.isEmpty && !$0.contains("|") }) else {
                throw SetProblem(.configurationMalformed, "\(path) is empty or holds a |")
            }
            guard names.insert(id).inserted else {
                throw SetProblem(.configurationContradictory, "\(path) has the id of another service")
            }
            lines.append(parts.joined(separator: " | "))
        }
        guard !lines.isEmpty else { throw SetProblem(.configurationContradictory, "\(path) names no service") }
        return lines
    }
}

/// A value for a key.
public enum PushedValue: Sendable, Hashable {
    /// A number.
    case whole(Int)
    /// One of a few words.
    case text(String)
    /// A list.
    case texts([String])
}
