import SQLAccess

/// An order over all processes, where numbers alone give none: PostgreSQL allots them before their commit, so that a
/// smaller one can appear after a greater.
enum NamedLock: String {
    /// Revocations and lists: a list holds all revocations up to its newest.
    case revocations
    /// Versions of configuration sets only grow.
    case configurations
    /// Parts of tables are made by one process.
    case partitions
    /// One portal at a time compares its authorities with those on record.
    case authorities

    /// Held until the end of the transaction; writers of SQLite take turns anyway.
    func hold(_ database: any SQLTransaction, in store: PortalStore) throws {
        guard store.isShared else { return }
        // An update holds its row, and the first one makes it.
        try database.execute(
            "INSERT INTO namedLock (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name", [rawValue])
    }
}
