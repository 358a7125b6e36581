import SmartCard

/// Certificates whose dates and extensions a test chooses. Their signature is nothing: a card's driver trusts no
/// certificate, so none needs to hold here.
struct TestCertificate {
    var key: PublicKeyMaterial
    var from = "250101000000Z"
    var until = "350101000000Z"
    /// Content of the key usage BIT STRING; none when nil.
    var usage: [UInt8]?
    /// Object identifiers of the extended key usage; none when nil.
    var extendedUsage: [[UInt8]]?
    var filling = 0

    var der: [UInt8] {
        let name = TLV(
            0x30, [TLV(0x31, [TLV(0x30, [TLV(0x06, [0x55, 0x04, 0x03]), TLV(0x0C, Array("Demo Person 1".utf8))])])])
        let algorithm = TLV(0x30, [TLV(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])])
        let dates = [from, until].map { TLV($0.utf8.count == 13 ? 0x17 : 0x18, Array($0.utf8)) }
        let publicKey = (try? TLV.parse(key.subjectPublicKeyInfo).first) ?? TLV(0x30, [UInt8]())
        var body = [
            TLV(0xA0, [TLV(0x02, [2])]), TLV(0x02, [0x11]), algorithm, name, TLV(0x30, dates), name, publicKey,
        ]
        if !extensions.isEmpty { body.append(TLV(0xA3, [TLV(0x30, extensions)])) }
        return TLV(0x30, [TLV(0x30, body), algorithm, TLV(0x03, [0, 1, 2, 3])]).encoded
    }

    private var extensions: [TLV] {
        var list: [TLV] = []
        if let usage { list.append(Self.element(0x0F, TLV(0x03, usage))) }
        if let extendedUsage { list.append(Self.element(0x25, TLV(0x30, extendedUsage.map { TLV(0x06, $0) }))) }
        if filling > 0 { list.append(Self.element(0x0E, TLV(0x04, (0..<filling).map { UInt8($0 % 7) }))) }
        return list
    }

    private static func element(_ last: UInt8, _ value: TLV) -> TLV {
        TLV(0x30, [TLV(0x06, [0x55, 0x1D, last]), TLV(0x04, value.encoded)])
    }
}
