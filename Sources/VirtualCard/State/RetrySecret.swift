import Crypto
import FoundationEssentials

/// A PIN or PUK as the card keeps it: salted hash and counter.
struct RetrySecret: Codable, Sendable, Hashable {
    private var salt: Data
    private var hash: Data
    /// Tries left.
    private(set) var remaining: Int
    /// Tries after a right one.
    private var limit: Int

    init(_ padded: [UInt8], limit: Int = 5) {
        salt = Data()
        hash = Data()
        remaining = limit
        self.limit = limit
        replace(by: padded)
    }

    var isBlocked: Bool { remaining == 0 }

    /// Compares; a wrong one costs a try, a right one gives all back. Not to be asked when blocked.
    mutating func check(_ padded: [UInt8]) -> Bool {
        guard !isBlocked else { return false }
        guard Self.hash(padded, salt) == hash else {
            remaining -= 1
            return false
        }
        remaining = limit
        return true
    }

    /// Takes a new value with all its tries.
    mutating func replace(by padded: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        salt = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
        hash = Self.hash(padded, salt)
        remaining = limit
    }

    private static func hash(_ padded: [UInt8], _ salt: Data) -> Data {
        Data(SHA256.hash(data: salt + padded))
    }
}

/// How a card wants its PINs written.
struct SecretShape: Sendable, Hashable {
    var minimum: Int
    var length: Int
    var padding: UInt8

    /// Six to eight digits filled up with FF to eight bytes (SP 800-73-4 part 2, 2.4.3).
    static let piv = SecretShape(minimum: 6, length: 8, padding: 0xFF)
    /// Four to sixteen digits filled up with zeros.
    static let pkcs15 = SecretShape(minimum: 4, length: 16, padding: 0x00)

    func padded(_ digits: [UInt8]) -> [UInt8] {
        digits + Array(repeating: padding, count: max(0, length - digits.count))
    }

    func isWellFormed(_ padded: [UInt8]) -> Bool {
        let digits = padded.prefix { (0x30...0x39).contains($0) }
        return padded.count == length && digits.count >= minimum
            && padded.dropFirst(digits.count).allSatisfy { $0 == padding }
    }
}
