/// Why the database did not do what it was asked. Never with a value of a parameter: they hold personal data.
public enum StoreFault: Error, Hashable {
    /// No space is left for another change.
    case full
    /// The database takes no changes now.
    case readOnly
    /// It cannot be reached, or it did not answer in time; later it may.
    case unavailable(String)
    /// Another row has this key.
    case conflict
    /// A newer program changed the schema.
    case newerSchema
    /// It does not sync each commit.
    case notDurable(String)
    /// A column is missing or holds something else than the program expects.
    case unreadable(column: String)
    /// Anything else, by the engine's own code.
    case refused(code: String)
}
