import PKIX

/// The kinds of keys for which the portal has an authority each.
enum KeyFamily: String, CaseIterable, Sendable {
    case rsa, ec, gost

    /// The family of a key that a certificate is wanted for; nil for a size that is not issued.
    init?(of key: KeyAlgorithm) {
        guard KeyAlgorithm.generated.contains(key) else { return nil }
        switch key {
        case .rsa: self = .rsa
        case .ecP256, .ecP384: self = .ec
        case .gost2004, .gost2015_256, .gost2015_512: self = .gost
        }
    }

    /// The authorities' own keys. The NCA's RSA authorities have 4096 bits; 2048 are made in a moment on any machine,
    /// and nothing here has to outlast a demonstration.
    var ownKey: KeyAlgorithm {
        switch self {
        case .rsa: .rsa(bits: 2048)
        case .ec: .ecP256
        case .gost: .gost2015_512
        }
    }

    /// In the names of authorities.
    var label: String { rawValue.uppercased() }
}
