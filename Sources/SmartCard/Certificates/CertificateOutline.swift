public import KioskDomain

/// The few fields of an X.509 certificate (RFC 5280, 4.1) that decide which of a card's certificates is used. It trusts
/// nothing: chain, signature and revocation are checked where documents are signed, not here.
public struct CertificateOutline: Sendable, Hashable {
    /// A bit of the key usage extension (RFC 5280, 4.2.1.3).
    public enum Usage: Int, Sendable, Hashable {
        /// Signatures other than on certificates and lists.
        case digitalSignature = 0
        /// Signatures that bind.
        case nonRepudiation = 1
        /// Wrapping keys.
        case keyEncipherment = 2
        /// Agreeing on keys.
        case keyAgreement = 4
    }

    /// The serial number, big-endian, as encoded.
    public var serial: [UInt8]
    /// Valid from this second.
    public var notBefore: UnixTime
    /// Valid up to and with this second.
    public var notAfter: UnixTime
    /// `SubjectPublicKeyInfo`, DER.
    public var subjectPublicKeyInfo: [UInt8]
    /// The public key when it is of a kind that cards here can sign with.
    public var publicKey: PublicKeyMaterial?
    private var usages: Set<Usage>?
    private var extendedUsages: Set<[UInt8]>?

    /// Reads a certificate's outline; nil for bytes that are no certificate, or more than one.
    public init?(_ der: [UInt8]) {
        guard let whole = try? TLV.parse(der), whole.count == 1, whole[0].tag == 0x30,
            let body = try? TLV.find([0x30], in: whole[0].value), var fields = try? TLV.parse(body)
        else { return nil }
        // version [0] is optional; then serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo.
        if fields.first?.tag == 0xA0 { fields.removeFirst() }
        guard fields.count >= 6, fields[0].tag == 0x02, fields[5].tag == 0x30,
            let dates = try? TLV.parse(fields[3].value), dates.count == 2,
            let first = DERTime.read(dates[0]), let last = DERTime.read(dates[1])
        else { return nil }
        serial = fields[0].value
        notBefore = first
        notAfter = last
        subjectPublicKeyInfo = fields[5].encoded
        publicKey = PublicKeyMaterial(subjectPublicKeyInfo: fields[5])
        readExtensions(fields.first { $0.tag == 0xA3 })
    }

    /// Whether the key usage extension allows a use; a missing extension allows all.
    public func allows(_ usage: Usage) -> Bool { usages?.contains(usage) ?? true }

    /// Whether the extended key usage allows log-in; a missing extension allows all.
    public var allowsClientAuthentication: Bool {
        guard let extendedUsages else { return true }
        return !extendedUsages.isDisjoint(with: [Self.anyUsage, Self.clientAuthentication, Self.smartCardLogon])
    }

    // 2.5.29.15, 2.5.29.37; 2.5.29.37.0, 1.3.6.1.5.5.7.3.2, 1.3.6.1.4.1.311.20.2.2.
    private static let keyUsage: [UInt8] = [0x55, 0x1D, 0x0F]
    private static let extendedKeyUsage: [UInt8] = [0x55, 0x1D, 0x25]
    private static let anyUsage: [UInt8] = [0x55, 0x1D, 0x25, 0x00]
    private static let clientAuthentication: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02]
    private static let smartCardLogon: [UInt8] = [0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02, 0x02]

    private mutating func readExtensions(_ element: TLV?) {
        guard let element, let list = try? TLV.find([0x30], in: element.value), let extensions = try? TLV.parse(list)
        else { return }
        for one in extensions {
            guard let parts = try? TLV.parse(one.value), parts.first?.tag == 0x06, parts.last?.tag == 0x04,
                let value = try? TLV.parse(parts[parts.count - 1].value).first
            else { continue }
            switch parts[0].value {
            case Self.keyUsage:
                let bits = BitString(value.value)
                usages = Set(
                    [.digitalSignature, .nonRepudiation, .keyEncipherment, .keyAgreement].filter { (usage: Usage) in
                        bits.isSet(usage.rawValue)
                    })
            case Self.extendedKeyUsage:
                extendedUsages = (try? TLV.parse(value.value)).map { Set($0.map(\.value)) }
            default: continue
            }
        }
    }
}

/// UTCTime and GeneralizedTime as certificates have them: in UTC, to the second (RFC 5280, 4.1.2.5).
enum DERTime {
    static func read(_ element: TLV) -> UnixTime? {
        let digits = element.value.dropLast()
        guard element.value.last == UInt8(ascii: "Z"), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let numbers = digits.map { Int($0) - 0x30 }
        switch (element.tag, numbers.count) {
        case (0x17, 12):
            let short = number(numbers, 0, 2)
            return time(short < 50 ? 2000 + short : 1900 + short, Array(numbers.dropFirst(2)))
        case (0x18, 14): return time(number(numbers, 0, 4), Array(numbers.dropFirst(4)))
        default: return nil
        }
    }

    private static func time(_ year: Int, _ rest: [Int]) -> UnixTime? {
        let parts = (0..<5).map { number(rest, 2 * $0, 2) }
        return CivilDateTime(
            year: year, month: parts[0], day: parts[1], hour: parts[2], minute: parts[3], second: parts[4]
        ).map { UnixTime(milliseconds: Int64($0.wallSeconds) * 1000) }
    }

    private static func number(_ digits: [Int], _ start: Int, _ count: Int) -> Int {
        digits[start..<(start + count)].reduce(0) { 10 * $0 + $1 }
    }
}
