import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("ASN.1 values")
struct EncodingTests {
    @Test("Integers are minimal and read back", arguments: [0, 1, 127, 128, 255, 256, 65535, 2_147_483_647])
    func integers(value: Int) throws {
        let der = DEREncoding.integer(value)
        #expect(try DER.parse(der).number() == value)
        #expect(try Int(derEncoded: der) == value)
        let big = withUnsafeBytes(of: value.bigEndian) { Array($0) }
        #expect(DEREncoding.integer(unsigned: big) == der)
    }

    @Test("Negative and very large numbers are not small numbers")
    func oddIntegers() throws {
        #expect(DEREncoding.integer(-129) == [2, 2, 0xFF, 0x7F])
        #expect(throws: EncodingProblem.self) { try DER.parse(DEREncoding.integer(-1)).number() }
        #expect(throws: EncodingProblem.self) { try DER.parse(DEREncoding.integer(1 << 40)).number() }
    }

    @Test(
        "Object identifiers are as swift-asn1 writes them",
        arguments: ["1.2.398.3.10.1.1.2.3.2", "2.5.29.15", "0.9.2342.19200300.100.1.25", "2.999.4294967296"])
    func objectIdentifiers(text: String) throws {
        let name = try ASN1ObjectIdentifier(dotRepresentation: text)
        var serializer = DER.Serializer()
        try serializer.serialize(name)
        #expect(DEREncoding.objectIdentifier(name) == serializer.serializedBytes)
        #expect(name.dotted == text)
    }

    @Test(
        "Named bits have no trailing zeros and are read back", arguments: [0, 1, 0b11, 0b110_0000, 0x100] as [UInt32])
    func namedBits(bits: UInt32) throws {
        #expect(try DER.parse(DEREncoding.namedBits(bits)).namedBits() == bits)
    }

    @Test(
        "Times are read back to the second", arguments: [0, 946_684_799, 1_709_164_800, 2_524_607_999, 2_524_608_000])
    func times(second: Int64) throws {
        let instant = UnixTime(milliseconds: second * 1000)
        #expect(try DER.parse(DEREncoding.time(instant)).time == instant)
        #expect(try DER.parse(DEREncoding.generalizedTime(instant)).time == instant)
        #expect(DEREncoding.time(instant)[0] == (second < 2_524_608_000 ? 0x17 : 0x18))
    }

    @Test("SET OF is sorted (X.690, 11.6)")
    func sets() {
        #expect(
            DEREncoding.set(of: [DEREncoding.integer(2), DEREncoding.integer(1)])
                == DEREncoding.set(of: [DEREncoding.integer(1), DEREncoding.integer(2)]))
    }
}
