/// The statements that a session has prepared, so many at most: lists of values have a statement for each length, and those must
/// not keep others from being prepared.
struct PreparedStatements {
    private struct Entry {
        var name: String
        var usedAt: Int
    }

    private static let most = 400

    private var entries: [String: Entry] = [:]
    private var uses = 0
    private var made = 0

    /// The name of one that is prepared.
    mutating func use(_ key: String) -> String? {
        uses += 1
        entries[key]?.usedAt = uses
        return entries[key]?.name
    }

    /// The one that was not used for longest, when there is no room for another; it is forgotten by ``drop(_:)``.
    var leastUsed: String? {
        entries.count < Self.most ? nil : entries.values.min { $0.usedAt < $1.usedAt }?.name
    }

    mutating func drop(_ name: String) { entries = entries.filter { $0.value.name != name } }

    /// Never given twice.
    mutating func nextName() -> String {
        made += 1
        return "s\(made)"
    }

    mutating func add(_ key: String, _ name: String) { entries[key] = Entry(name: name, usedAt: uses) }
}
