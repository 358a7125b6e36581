public import KioskDomain
public import SwiftASN1

/// Makes DER values out of parts that are DER already.
public enum DEREncoding {
    /// A primitive value.
    public static func primitive(_ type: ASN1Identifier, _ contents: some Collection<UInt8>) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendPrimitiveNode(identifier: type) { $0.append(contentsOf: contents) }
        return serializer.serializedBytes
    }

    /// A constructed value of these parts.
    public static func constructed(_ type: ASN1Identifier, _ parts: [[UInt8]]) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: type) { inner in
            for part in parts { inner.serializeRawBytes(part) }
        }
        return serializer.serializedBytes
    }

    /// SEQUENCE.
    public static func sequence(_ parts: [UInt8]...) -> [UInt8] { constructed(.sequence, parts) }

    /// SEQUENCE OF.
    public static func sequence(of parts: [[UInt8]]) -> [UInt8] { constructed(.sequence, parts) }

    /// SET OF: the parts in ascending order of their encodings (X.690, 11.6).
    public static func set(of parts: [[UInt8]], _ type: ASN1Identifier = .set) -> [UInt8] {
        constructed(type, parts.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// An explicit context-specific tag.
    public static func explicit(_ number: UInt, _ part: [UInt8]) -> [UInt8] {
        constructed(context(number), [part])
    }

    /// The context-specific tag of this number.
    public static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }

    /// NULL.
    public static var null: [UInt8] { primitive(.null, []) }

    /// BOOLEAN TRUE.
    public static var yes: [UInt8] { primitive(.boolean, [0xFF]) }

    /// INTEGER.
    public static func integer(_ value: Int) -> [UInt8] {
        var bytes = withUnsafeBytes(of: Int64(value).bigEndian) { Array($0) }
        while bytes.count > 1, (bytes[0] == 0 && bytes[1] < 0x80) || (bytes[0] == 0xFF && bytes[1] >= 0x80) {
            bytes.removeFirst()
        }
        return primitive(.integer, bytes)
    }

    /// INTEGER of a non-negative number, most significant byte first.
    public static func integer(unsigned bytes: some Collection<UInt8>) -> [UInt8] {
        let digits = bytes.drop { $0 == 0 }
        let sign: [UInt8] = (digits.first ?? 0x80) >= 0x80 ? [0] : []
        return primitive(.integer, sign + digits)
    }

    /// ENUMERATED, 0 … 127.
    public static func enumerated(_ value: UInt8) -> [UInt8] { primitive(.enumerated, [value & 0x7F]) }

    /// OCTET STRING.
    public static func octetString(_ contents: some Collection<UInt8>) -> [UInt8] {
        primitive(.octetString, contents)
    }

    /// BIT STRING of whole bytes.
    public static func bitString(_ contents: some Collection<UInt8>) -> [UInt8] {
        primitive(.bitString, [0] + Array(contents))
    }

    /// A named BIT STRING without trailing zeros (X.690, 11.2.2); bit 0 is the lowest of `bits`.
    public static func namedBits(_ bits: UInt32, _ type: ASN1Identifier = .bitString) -> [UInt8] {
        let count = UInt32.bitWidth - bits.leadingZeroBitCount
        var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
        for bit in 0..<count where bits & (1 << bit) != 0 { bytes[bit / 8] |= 0x80 >> (bit % 8) }
        return primitive(type, [UInt8(bytes.count * 8 - count)] + bytes)
    }

    /// OBJECT IDENTIFIER.
    public static func objectIdentifier(_ value: ASN1ObjectIdentifier) -> [UInt8] {
        let arcs = value.oidComponents
        guard arcs.count >= 2 else { return primitive(.objectIdentifier, []) }
        let contents = ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { arc in
            var groups = [UInt8(arc & 0x7F)]
            var left = arc >> 7
            while left > 0 {
                groups.append(UInt8(left & 0x7F) | 0x80)
                left >>= 7
            }
            return groups.reversed()
        }
        return primitive(.objectIdentifier, contents)
    }

    /// UTF8String.
    public static func utf8String(_ text: String) -> [UInt8] { primitive(.utf8String, Array(text.utf8)) }

    /// PrintableString; the text must be of its characters.
    public static func printableString(_ text: String) -> [UInt8] { primitive(.printableString, Array(text.utf8)) }

    /// IA5String; the text must be ASCII.
    public static func ia5String(_ text: String, _ type: ASN1Identifier = .ia5String) -> [UInt8] {
        primitive(type, Array(text.utf8))
    }

    /// UTCTime until 2049, GeneralizedTime from 2050 and before 1950 (RFC 5280, 4.1.2.5).
    public static func time(_ instant: UnixTime) -> [UInt8] {
        let digits = self.digits(instant)
        return (1950..<2050).contains(CivilDateTime(wallSeconds: seconds(instant)).date.year)
            ? primitive(.utcTime, Array(digits.utf8.dropFirst(2))) : primitive(.generalizedTime, Array(digits.utf8))
    }

    /// GeneralizedTime in whole seconds.
    public static func generalizedTime(_ instant: UnixTime) -> [UInt8] {
        primitive(.generalizedTime, Array(digits(instant).utf8))
    }

    private static func seconds(_ instant: UnixTime) -> Int {
        let (quotient, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Int(rest < 0 ? quotient - 1 : quotient)
    }

    private static func digits(_ instant: UnixTime) -> String {
        CivilDateTime(wallSeconds: seconds(instant)).description.filter { $0.isASCII && $0.isNumber } + "Z"
    }
}
