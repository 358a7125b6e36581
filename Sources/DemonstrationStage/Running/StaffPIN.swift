internal import KioskDevices
internal import StaffAccess

/// The staff PIN of one start of the demonstration: shown to who started it, and as a hash to kioskd.
struct StaffPIN {
    /// Six digits.
    let digits: String
    /// The value of `staff.pin-hash`.
    let hash: String

    /// A new one.
    static func draw() throws(StageProblem) -> StaffPIN {
        var source = SystemRandomNumberGenerator()
        let digits = (0..<StaffPINHash.lengths.lowerBound).map { _ in
            String(Int.random(in: 0...9, using: &source))
        }.joined()
        var secret = SecretBytes()
        for byte in digits.utf8 { _ = secret.append(byte) }
        guard let hash = StaffPINHash(pin: secret) else {
            throw StageProblem("the staff PIN cannot be hashed", remedy: "make 64 MiB of memory free")
        }
        return StaffPIN(digits: digits, hash: hash.text)
    }
}
