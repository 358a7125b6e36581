import PKIX
import SwiftASN1

extension DEREncoding {
    /// Tag and length octets before `length` octets of content, for a frame around content that is too large to be
    /// copied once more for each level of nesting.
    static func header(_ tag: UInt8, _ length: Int) -> [UInt8] {
        guard length >= 0x80 else { return [tag, UInt8(truncatingIfNeeded: length)] }
        let octets = withUnsafeBytes(of: length.bigEndian) { $0.drop { $0 == 0 } }
        return [tag, 0x80 | UInt8(truncatingIfNeeded: octets.count)] + octets
    }

    /// SET OF parts in the order they came, where the order carries meaning for people and DER is not demanded.
    static func set(inOrder parts: [[UInt8]]) -> [UInt8] { constructed(.set, parts) }
}

extension ASN1Node {
    /// OCTET STRING, in one piece or in pieces (X.690 8.7).
    var octets: ArraySlice<UInt8> { get throws { try ASN1OctetString(berEncoded: self).bytes } }

    /// The content octets of an INTEGER that is a serial number or a nonce: one to forty.
    var integerBytes: ArraySlice<UInt8> {
        get throws {
            let bytes = try primitive(.integer)
            guard (1...40).contains(bytes.count) else { throw EncodingProblem.value }
            return bytes
        }
    }
}
