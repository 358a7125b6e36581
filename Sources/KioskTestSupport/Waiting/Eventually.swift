/// Looks again and again until `probe` answers something, for what has no event to wait for: another process's end, a
/// file, another program's database.
///
/// - Throws: ``NotInTime`` naming `what` after `limit`, and whatever `probe` throws.
public func eventually<Value>(
    _ what: String, within limit: Duration = .seconds(30), isolation: isolated (any Actor)? = #isolation,
    _ probe: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while true {
        if let value = try await probe() { return value }
        guard ContinuousClock.now < end else { throw NotInTime(what: what, limit: limit) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// The same for a question of yes and no, within 20 s.
public func eventually(
    isolation: isolated (any Actor)? = #isolation, _ isSo: () async throws -> Bool
) async throws {
    try await eventually("the awaited event", within: .seconds(20)) { try await isSo() ? () : nil }
}

/// What was waited for did not come.
public struct NotInTime: Error, CustomStringConvertible {
    /// What was waited for.
    public var what: String
    /// How long.
    public var limit: Duration

    /// Every field as given.
    public init(what: String, limit: Duration) {
        self.what = what
        self.limit = limit
    }

    /// For the test's report.
    public var description: String { "\(what): not within \(limit)" }
}
