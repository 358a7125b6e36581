/// The keys below `configuration` that are needed before a pushed set can be chosen.
struct PushedSettings: Sendable {
    /// Public keys whose sets are taken, PEM; empty: none is taken.
    let signersFile: String

    init(_ values: ConfigurationValues) { signersFile = values.text("configuration.signers-file", "") }
}
