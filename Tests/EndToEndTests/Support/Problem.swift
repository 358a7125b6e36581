/// Why a test cannot go on.
struct Problem: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// Looks again and again until `probe` answers something, for what has no event to wait for: a process's end, a file,
/// another program's database.
///
/// - Throws: ``Problem`` naming `what` after `limit`, and whatever `probe` throws.
func eventually<Value>(
    _ what: String, within limit: Duration = .seconds(30), isolation: isolated (any Actor)? = #isolation,
    _ probe: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while true {
        if let value = try await probe() { return value }
        guard ContinuousClock.now < end else { throw Problem("\(what): not within \(limit)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
