/// One drawing of the pad for a PIN or a password. As ``PINPad``: the page posts positions of a permutation that holds
/// for one entry, never what stands there (DESIGN 5.6).
public struct SecretPad: Sendable, Hashable {
    /// What is entered.
    public enum Kind: String, Sendable, Hashable {
        /// Ten digits, shown in the order of the permutation.
        case pin
        /// Letters, digits and signs, shown as a keyboard; the permutation is in what the keys post.
        case password
    }

    /// Good for one entry.
    public var id: String
    /// What is entered.
    public var kind: Kind
    /// `characters[position]` is the ASCII character of that position.
    public var characters: [UInt8]

    /// - Parameter characters: the ASCII characters by position; see ``characters(of:using:)``.
    public init(id: String, kind: Kind, characters: [UInt8]) {
        self.id = id
        self.kind = kind
        self.characters = characters
    }

    /// Longest entry: what ``SecretBytes`` holds.
    public static let longest = 64

    /// A new permutation of the characters of a kind.
    public static func characters(of kind: Kind, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        let all: [UInt8] =
            switch kind {
            case .pin: Array("0123456789".utf8)
            case .password: Array(UInt8(ascii: "!")...UInt8(ascii: "~"))
            }
        return all.shuffled(using: &generator)
    }
}
