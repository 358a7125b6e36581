public import KioskDomain
public import SwiftASN1

/// Values of single elements, read more tolerantly than DER demands where certificates in the field need it.
extension ASN1Node {
    /// The contents of a primitive element.
    public var primitive: ArraySlice<UInt8> {
        get throws {
            guard case .primitive(let bytes) = content else { throw EncodingProblem.structure }
            return bytes
        }
    }

    /// The contents of a primitive element of this type.
    public func primitive(_ type: ASN1Identifier) throws -> ArraySlice<UInt8> {
        guard identifier == type else { throw EncodingProblem.structure }
        return try primitive
    }

    /// What an explicit tag holds.
    public var onlyChild: ASN1Node {
        get throws {
            var reader = try ElementReader(self, identifier)
            let child = try reader.next()
            try reader.finish()
            return child
        }
    }

    /// The elements of a SEQUENCE OF or SET OF, at most `limit`.
    public func elements(_ type: ASN1Identifier = .sequence, limit: Int = DERLimits.elements) throws -> [ASN1Node] {
        var reader = try ElementReader(self, type)
        return try reader.rest(limit: limit)
    }

    /// An OBJECT IDENTIFIER.
    public var objectIdentifier: ASN1ObjectIdentifier { get throws { try ASN1ObjectIdentifier(derEncoded: self) } }

    /// An OCTET STRING's contents.
    public var octetString: ArraySlice<UInt8> { get throws { try primitive(.octetString) } }

    /// A BIT STRING of whole bytes.
    public var wholeBytes: ArraySlice<UInt8> {
        get throws {
            let bytes = try primitive(.bitString)
            guard bytes.first == 0 else { throw EncodingProblem.value }
            return bytes.dropFirst()
        }
    }

    /// The bits of a named BIT STRING, bit 0 first in the result's lowest bit; at most 32.
    public func namedBits(_ type: ASN1Identifier = .bitString) throws -> UInt32 {
        let bytes = try primitive(type)
        guard let unused = bytes.first, unused < 8, bytes.count > 1 || unused == 0, bytes.count <= 5 else {
            throw EncodingProblem.value
        }
        var bits: UInt32 = 0
        for (index, byte) in bytes.dropFirst().enumerated() {
            for bit in 0..<8 where byte & (0x80 >> bit) != 0 { bits |= 1 << (index * 8 + bit) }
        }
        return bits
    }

    /// A BOOLEAN; every byte but 0 is true, as in BER.
    public func boolean(_ type: ASN1Identifier = .boolean) throws -> Bool {
        let bytes = try primitive(type)
        guard let byte = bytes.first, bytes.count == 1 else { throw EncodingProblem.value }
        return byte != 0
    }

    /// A small non-negative INTEGER or ENUMERATED.
    public func number(_ type: ASN1Identifier = .integer) throws -> Int {
        let bytes = try primitive(type)
        guard let first = bytes.first, first < 0x80, bytes.count <= 5 else { throw EncodingProblem.value }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5); fractions of a second are cut to milliseconds.
    public var time: UnixTime {
        get throws {
            switch identifier {
            case .utcTime:
                let time = try UTCTime(derEncoded: self)
                return try Self.instant(
                    time.year, time.month, time.day, time.hours, time.minutes, time.seconds, fraction: 0)
            case .generalizedTime:
                let time = try GeneralizedTime(derEncoded: self)
                return try Self.instant(
                    time.year, time.month, time.day, time.hours, time.minutes, time.seconds,
                    fraction: time.fractionalSeconds)
            default: throw EncodingProblem.structure
            }
        }
    }

    private static func instant(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, fraction: Double
    ) throws -> UnixTime {
        // A leap second is no time of this clock: it is the second before.
        guard
            let moment = CivilDateTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: min(second, 59))
        else { throw EncodingProblem.value }
        let part = fraction >= 0 && fraction < 1 ? Int64(fraction * 1000) : 0
        return UnixTime(milliseconds: Int64(moment.wallSeconds) * 1000 + part)
    }

    /// The text of a character string of any of the types that names use.
    public var text: String {
        get throws {
            let bytes = try primitive
            switch identifier {
            case .utf8String, .printableString, .ia5String, .numericString, .visibleString:
                return String(decoding: bytes, as: UTF8.self)
            case .teletexString:
                // In the field this is Latin-1, whatever T.61 says.
                return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
            case .bmpString:
                guard bytes.count.isMultiple(of: 2) else { throw EncodingProblem.value }
                let start = bytes.startIndex
                let units = (0..<bytes.count / 2).map {
                    UInt16(bytes[start + 2 * $0]) << 8 | UInt16(bytes[start + 2 * $0 + 1])
                }
                return String(decoding: units, as: UTF16.self)
            default: throw EncodingProblem.structure
            }
        }
    }
}
