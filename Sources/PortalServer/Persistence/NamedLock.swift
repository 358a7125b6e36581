import SQLAccess

/// An order over all processes, where numbers alone give none: PostgreSQL allots them before their commit, so that a
/// smaller one can appear after a greater.
enum NamedLock: String, CaseIterable {
    /// Revocations and lists: a list holds all revocations up to its newest.
    case revocations

    /// Held until the end of the transaction; writers of SQLite take turns anyway.
    func hold(_ database: any SQLTransaction, in store: PortalStore) throws {
        guard store.isShared else { return }
        _ = try database.heldRow("SELECT name FROM namedLock WHERE name = ?", [rawValue])
    }
}
