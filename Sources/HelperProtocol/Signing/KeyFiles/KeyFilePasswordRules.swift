import Glibc
public import KioskDevices

/// What the password of a key file must be. Data: a Public Service Centre may set its own.
public struct KeyFilePasswordRules: Sendable, Hashable {
    /// Why a password is refused.
    public enum Refusal: String, Sendable, Hashable, CaseIterable {
        case empty
        case tooShort = "too-short"
        case tooLong = "too-long"
        /// No UTF-8, or a control character.
        case characters
        /// Too few different characters.
        case tooSimple = "too-simple"
    }

    /// Fewest characters.
    public var fewestCharacters: Int
    /// Most bytes of UTF-8; what a secret holds.
    public var mostBytes: Int
    /// Fewest different characters.
    public var fewestDifferent: Int

    /// 8 to 64, with 4 different ones, unless said otherwise.
    public init(fewestCharacters: Int = 8, mostBytes: Int = SecretBytes.capacity, fewestDifferent: Int = 4) {
        self.fewestCharacters = fewestCharacters
        self.mostBytes = mostBytes
        self.fewestDifferent = fewestDifferent
    }

    /// Nil for a password that may be used. Says nothing of one that opens a file that exists already.
    public func refusal(of password: borrowing SecretBytes) -> Refusal? {
        password.withBytes { bytes in
            guard !bytes.isEmpty else { return .empty }
            guard bytes.count <= mostBytes else { return .tooLong }
            // Scalars one by one: a String of the password would stay in memory.
            var decoder = UTF8()
            var iterator = bytes.makeIterator()
            var count = 0
            var different: [UInt32] = []
            defer {
                different.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
            }
            different.reserveCapacity(SecretBytes.capacity)
            while true {
                switch decoder.decode(&iterator) {
                case .error: return .characters
                case .emptyInput:
                    if count < fewestCharacters { return .tooShort }
                    return different.count < fewestDifferent ? .tooSimple : nil
                case .scalarValue(let scalar):
                    guard scalar.value >= 0x20, scalar.value != 0x7F else { return .characters }
                    count += 1
                    if !different.contains(scalar.value) { different.append(scalar.value) }
                }
            }
        }
    }
}
