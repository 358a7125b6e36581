import Crypto
import SmartCard

/// A certificate for a key of a virtual card (RFC 5280), by an authority that exists only for it and says so in its
/// name. No portal accepts it.
struct VirtualCertificate {
    var subject: CardHolder
    var key: VirtualKey
    var authority: VirtualKey
    /// True for documents (nonRepudiation), false for log-in (digitalSignature).
    var binds: Bool

    /// DER.
    func encoded() throws -> [UInt8] {
        guard let publicKey = key.publicKey else { throw CardError.badAnswer("a virtual key that is none") }
        let body = TLV(
            0x30,
            [
                TLV(0xA0, [TLV(0x02, [0x02])]), TLV(0x02, serial), Self.algorithm,
                Self.name("PSC VIRTUAL AUTHORITY"),
                // Ten years of a virtual card's life.
                TLV(0x30, [Self.time("250101000000Z"), Self.time("350101000000Z")]),
                Self.name(subject.name), try Self.element(publicKey.subjectPublicKeyInfo),
                TLV(0xA3, [TLV(0x30, [usage])]),
            ])
        let digest = Array(SHA256.hash(data: body.encoded))
        guard let signature = authority.sign(digest) else { throw CardError.badAnswer("a virtual key that is none") }
        return TLV(0x30, [body, Self.algorithm, TLV(0x03, [0] + signature)]).encoded
    }

    private var serial: [UInt8] {
        [0x01] + Array(SHA256.hash(data: key.publicKey?.subjectPublicKeyInfo ?? []).prefix(8))
    }

    /// Key usage, critical: bit 0 or 1.
    private var usage: TLV {
        let bits = TLV(0x03, binds ? [0x06, 0x40] : [0x07, 0x80])
        return TLV(0x30, [TLV(0x06, [0x55, 0x1D, 0x0F]), TLV(0x01, [0xFF]), TLV(0x04, bits.encoded)])
    }

    /// ecdsa-with-SHA256.
    private static let algorithm = TLV(0x30, [TLV(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])])

    private static func name(_ commonName: String) -> TLV {
        let attribute = TLV(0x30, [TLV(0x06, [0x55, 0x04, 0x03]), TLV(0x0C, Array(commonName.utf8))])
        return TLV(0x30, [TLV(0x31, [attribute])])
    }

    private static func time(_ text: String) -> TLV { TLV(0x17, Array(text.utf8)) }

    private static func element(_ der: [UInt8]) throws -> TLV {
        guard let element = try TLV.parse(der).first else { throw CardError.badAnswer("an empty key") }
        return element
    }
}
