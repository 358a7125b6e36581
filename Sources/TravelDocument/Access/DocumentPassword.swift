import KioskDevices
package import SmartCard

/// What opens the chip: something that only who holds the document knows. It cannot be printed; it is zeroed when the
/// last holder lets go.
public final class DocumentPassword: Sendable {
    /// Which password, by its number in MSE:Set AT (9303-11, 4.4.4.1).
    public enum Reference: UInt8, Sendable, Hashable, CaseIterable {
        /// From the machine-readable zone.
        case mrz = 1
        /// Card access number, printed on the document.
        case can = 2
        /// Known to the holder; only PACE.
        case pin = 3
        /// Unblocks a PIN; only PACE.
        case puk = 4
    }

    /// Which password it is.
    public let reference: Reference
    private let secret: SecretBytes

    private init(_ reference: Reference, _ secret: consuming SecretBytes) {
        self.reference = reference
        self.secret = secret
    }

    /// The password of a machine-readable zone: document number, date of birth and date of expiry with their check
    /// digits (9303-11, 4.3.2). Nil for characters that no zone has, or dates that are not six digits.
    public convenience init?(documentNumber: String, birthDate: String, expiryDate: String) {
        var number = Array(documentNumber.uppercased().utf8)
        number += Array(repeating: UInt8(ascii: "<"), count: max(0, 9 - number.count))
        var information: [UInt8] = []
        defer {
            wipe(&number)
            wipe(&information)
        }
        for field in [number, Array(birthDate.utf8), Array(expiryDate.utf8)] {
            guard let digit = MRZCharacters.checkDigit(of: field) else { return nil }
            information += field + [UInt8(ascii: "0") + digit]
        }
        guard number.count <= 22, birthDate.utf8.count == 6, expiryDate.utf8.count == 6 else { return nil }
        var hash = HashFunction.sha1.digest(of: information)
        defer { wipe(&hash) }
        self.init(.mrz, SecretBytes(copying: hash))
    }

    /// The password of a zone that was read whole.
    public convenience init?(_ zone: MachineReadableZone) {
        self.init(
            documentNumber: zone.documentNumber, birthDate: zone.birthDate.text, expiryDate: zone.expiryDate.text)
    }

    /// A card access number of six digits; nil for anything else.
    public convenience init?(can: String) { self.init(.can, digits: can, count: 6...6) }

    /// A PIN of the document, of the length that it prescribes.
    public convenience init?(pin: String) { self.init(.pin, digits: pin, count: 4...16) }

    /// The code that unblocks the PIN.
    public convenience init?(puk: String) { self.init(.puk, digits: puk, count: 6...16) }

    private convenience init?(_ reference: Reference, digits: String, count: ClosedRange<Int>) {
        let bytes = Array(digits.utf8)
        guard count.contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(reference, SecretBytes(copying: bytes))
    }

    /// f(π) of 9303-11, 9.7.3: SHA-1 of the zone's fields, or the digits as they are.
    package func withEncoded<Value: ~Copyable>(
        _ body: ([UInt8]) throws(CardError) -> Value
    ) throws(CardError) -> Value {
        var bytes = secret.withBytes { Array($0) }
        defer { wipe(&bytes) }
        return try body(bytes)
    }
}
