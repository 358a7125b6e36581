public import KioskDevices

internal import CryptoExtras
internal import FoundationEssentials

/// The staff PIN as the configuration has it: `scrypt:15:8:1:SALT:HASH`, slow to try (RFC 7914).
public struct StaffPINHash: Sendable, Hashable {
    /// Digits of a staff PIN.
    public static let lengths = 6...12

    private static let words: (salt: Int, hash: Int) = (16, 32)
    /// 2^15 rounds of 1 KiB: some 100 ms and 32 MiB for each try.
    private static let costs = 14...17
    private static let blockSize = 8

    private let cost: Int
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Reads the value of `staff.pin-hash`; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", parts[2] == "8", parts[3] == "1",
            let cost = Int(parts[1]), Self.costs.contains(cost), let salt = Self.bytes(parts[4]),
            let hash = Self.bytes(parts[5]), salt.count == Self.words.salt, hash.count == Self.words.hash
        else { return nil }
        (self.cost, self.salt, self.hash) = (cost, salt, hash)
    }

    /// Hashes a PIN with a new salt. Takes a while: not for an actor of the shared pool.
    ///
    /// - Returns: nil for a PIN that is not 6 to 12 digits.
    public init?(pin: borrowing SecretBytes) {
        guard Self.isPIN(pin) else { return nil }
        var source = SystemRandomNumberGenerator()
        cost = 15
        salt = (0..<Self.words.salt).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        guard let hash = Self.derive(pin, salt, cost) else { return nil }
        self.hash = hash
    }

    /// Whether this is the PIN. Takes as long as hashing it.
    public func matches(_ pin: borrowing SecretBytes) -> Bool {
        guard Self.isPIN(pin), let tried = Self.derive(pin, salt, cost) else { return false }
        return zip(tried, hash).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// As it stands in the configuration.
    public var text: String {
        "scrypt:\(cost):\(Self.blockSize):1:\(Self.hex(salt)):\(Self.hex(hash))"
    }

    private static func isPIN(_ pin: borrowing SecretBytes) -> Bool {
        lengths.contains(pin.count) && pin.withBytes { $0.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func derive(_ pin: borrowing SecretBytes, _ salt: [UInt8], _ cost: Int) -> [UInt8]? {
        pin.withBytes { bytes in
            let key = try? KDF.Scrypt.deriveKey(
                from: bytes, salt: salt, outputByteCount: words.hash, rounds: 1 << cost, blockSize: blockSize,
                parallelism: 1)
            return key?.withUnsafeBytes { Array($0) }
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
