import KioskDomain

/// One object of a set. Members that it does not know are an error: they could be rules that this program would not keep.
struct ObjectReader {
    let path: String
    private let members: [String: JSONTree]

    /// - Throws: `configuration.key-refused` naming each member that is not known.
    init(_ tree: JSONTree, at path: String, knows names: [String]) throws(SetProblem) {
        guard case .object(let members) = tree else {
            throw SetProblem(.configurationMalformed, "\(path.isEmpty ? "the set" : path) is no object")
        }
        self.path = path
        self.members = members
        let unknown = members.keys.filter { !names.contains($0) }.sorted()
        guard unknown.isEmpty else {
            let list = unknown.map { Self.shown(Self.joined(path, $0)) }.joined(separator: ", ")
            throw SetProblem(.configurationKeyRefused, "not known, or not to be pushed: \(list)")
        }
    }

    /// A name goes into a reason, which is shown: it is cut, and what is no letter or sign is left out.
    private static func shown(_ name: String) -> String {
        String(name.prefix(80).unicodeScalars.map { $0.value > 0x20 && $0.value < 0x7F ? Character($0) : "?" })
    }

    private static func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func place(_ name: String) -> String { Self.joined(path, name) }

    subscript(_ name: String) -> JSONTree? { members[name] }

    func required(_ name: String) throws(SetProblem) -> JSONTree {
        guard let value = members[name] else { throw SetProblem(.configurationMalformed, "\(place(name)) is missing") }
        return value
    }

    func text(_ name: String) throws(SetProblem) -> String { try required(name).text(at: place(name)) }

    func optionalText(_ name: String) throws(SetProblem) -> String? {
        guard let value = members[name] else { return nil }
        return try value.text(at: place(name))
    }

    /// Far within what sums of them can hold; what the rules allow is the lint's to say.
    func whole(_ name: String) throws(SetProblem) -> Int {
        try required(name).whole(in: -1_000_000_000...1_000_000_000, at: place(name))
    }

    func seconds(_ name: String) throws(SetProblem) -> Duration { .seconds(try whole(name)) }

    func day(_ name: String) throws(SetProblem) -> CivilDate { try required(name).day(at: place(name)) }
}
