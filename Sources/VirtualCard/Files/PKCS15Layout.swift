import SmartCard

/// The description that a virtual PKCS#15 card gives of itself, written by the standard and not by the code that reads
/// it (ISO/IEC 7816-15, annex A; PKCS#15 v1.1).
enum PKCS15Layout {
    static let identifier: [UInt8] = [0xA0, 0x00, 0x00, 0x00, 0x63] + Array("PKCS-15".utf8)
    static let directory: [UInt16] = [0x3F00, 0x5015]
    private static let pinID: UInt8 = 1
    private static let pukID: UInt8 = 2

    static func file(_ identifier: UInt16) -> [UInt16] { directory + [identifier] }
    static func certificate(_ key: UInt8) -> [UInt16] { file(0x3400 + UInt16(key)) }
    static func publicKeyFile(_ key: UInt8) -> [UInt16] { file(0x3300 + UInt16(key)) }

    /// EF.DIR.
    static var applications: [UInt8] {
        TLV(0x61, [TLV(0x4F, identifier), TLV(0x50, Array("PSC virtual card".utf8)), TLV(0x51, octets(directory))])
            .encoded
    }

    /// EF.TokenInfo: PIN-protected, with both algorithms that the keys name.
    static func token(serial: [UInt8]) -> [UInt8] {
        let operations = bits([1])
        // sha-independent rsaEncryption, and id-ecPublicKey's ecdsa-with-Specified.
        let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        let ecdsa: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03]
        let algorithms = [
            TLV(0x30, [integer(1), integer(1), null, operations, TLV(0x06, rsa), integer(0x11)]),
            TLV(0x30, [integer(2), integer(0x1041), null, operations, TLV(0x06, ecdsa), integer(0x21)]),
        ]
        return TLV(
            0x30,
            [
                integer(0), TLV(0x04, serial), text("PSC virtual devices"),
                TLV(0x80, Array("PSC virtual card".utf8)), bits([1]), TLV(0xA2, algorithms),
            ]
        ).encoded
    }

    /// EF.ODF: which directory is where.
    static var objects: [UInt8] {
        let places: [(UInt32, UInt16)] = [(0xA0, 0x4402), (0xA1, 0x4403), (0xA4, 0x4404), (0xA8, 0x4401)]
        return places.flatMap { TLV($0.0, [path(file($0.1))]).encoded }
    }

    /// EF.AODF: the PIN, and the PUK that unblocks it.
    static var pins: [UInt8] {
        // case-sensitive, local, initialized, needs-padding; unblocking PIN.
        let user = pin(
            "PIN", id: pinID, unblockedBy: pukID, flags: [0, 1, 4, 5], reference: VirtualFileCard.pinReference)
        let puk = pin(
            "PUK", id: pukID, unblockedBy: nil, flags: [0, 1, 4, 5, 6], reference: VirtualFileCard.pukReference)
        return user + puk
    }

    private static func pin(
        _ label: String, id: UInt8, unblockedBy puk: UInt8?, flags: [Int], reference: UInt8
    ) -> [UInt8] {
        let common = [text(label), bits([0, 1])] + (puk.map { [TLV(0x04, [$0])] } ?? [])
        let attributes = [
            bits(flags), TLV(0x0A, [1]), integer(4), integer(16), integer(16), TLV(0x80, [reference]),
            TLV(0x04, [0x00]),
            path(directory),
        ]
        return TLV(0x30, [TLV(0x30, common), TLV(0x30, [TLV(0x04, [id])]), TLV(0xA1, [TLV(0x30, attributes)])]).encoded
    }

    /// EF.PrKDF: sign for log-in; nonRepudiation, with the PIN before each use, for signatures.
    static var privateKeys: [UInt8] {
        let login = privateKey(
            "Log-in key", VirtualFileCardState.loginKey, usage: [2], consent: nil, algorithm: 1,
            [path(directory), integer(2048)])
        let signature = privateKey(
            "Signature key", VirtualFileCardState.signatureKey, usage: [2, 9], consent: 1, algorithm: 2,
            // The second is a size by OpenSC's reading and a reference by the standard's: readers may pass it over.
            [path(directory), integer(256)])
        return TLV(0x30, login).encoded + TLV(0xA0, signature).encoded
    }

    private static func privateKey(
        _ label: String, _ key: UInt8, usage: [Int], consent: Int?, algorithm: Int, _ type: [TLV]
    ) -> [TLV] {
        let common = [text(label), bits([0]), TLV(0x04, [pinID])] + (consent.map { [integer($0)] } ?? [])
        // sensitive, always sensitive, never extractable, local.
        let attributes = [
            TLV(0x04, [id(key)]), bits(usage), bits([0, 2, 3, 4]), integer(Int(key)), TLV(0xA1, [integer(algorithm)]),
        ]
        return [TLV(0x30, common), TLV(0x30, attributes), TLV(0xA1, [TLV(0x30, type)])]
    }

    /// EF.PuKDF.
    static var publicKeys: [UInt8] {
        let entries: [(String, UInt8, UInt32, [TLV])] = [
            ("Log-in key", VirtualFileCardState.loginKey, 0x30, [integer(2048)]),
            ("Signature key", VirtualFileCardState.signatureKey, 0xA0, []),
        ]
        return entries.flatMap { label, key, tag, more in
            TLV(
                tag,
                [
                    TLV(0x30, [text(label), bits([1])]),
                    TLV(0x30, [TLV(0x04, [id(key)]), bits([6]), bits([4]), integer(Int(key))]),
                    TLV(0xA1, [TLV(0x30, [path(publicKeyFile(key))] + more)]),
                ]
            ).encoded
        }
    }

    /// A public key's file: the bare RSA key, and for EC `SubjectPublicKeyInfo`, which alone names the curve.
    static func publicKey(_ key: VirtualKey) -> [UInt8] {
        guard let material = key.publicKey else { return [] }
        switch material {
        case .p256, .p384: return material.subjectPublicKeyInfo
        case .rsa:
            // The BIT STRING of SubjectPublicKeyInfo holds RSAPublicKey.
            let bits = (try? TLV.find([0x30, 0x03], in: material.subjectPublicKeyInfo)) ?? []
            return Array(bits.dropFirst())
        }
    }

    /// EF.CDF.
    static var certificates: [UInt8] {
        let entries = [
            ("Log-in certificate", VirtualFileCardState.loginKey),
            ("Signature certificate", VirtualFileCardState.signatureKey),
        ]
        return entries.flatMap { label, key in
            TLV(
                0x30,
                [
                    TLV(0x30, [text(label), bits([1])]), TLV(0x30, [TLV(0x04, [id(key)])]),
                    TLV(0xA1, [TLV(0x30, [path(certificate(key))])]),
                ]
            ).encoded
        }
    }

    // MARK: - Elements

    /// Identifiers of keys and their certificates: one more than the reference.
    private static func id(_ key: UInt8) -> UInt8 { key + 1 }

    private static func path(_ files: [UInt16]) -> TLV { TLV(0x30, [TLV(0x04, octets(files))]) }

    private static func octets(_ files: [UInt16]) -> [UInt8] {
        files.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private static func text(_ text: String) -> TLV { TLV(0x0C, Array(text.utf8)) }

    private static let null = TLV(0x05, [UInt8]())

    private static func integer(_ value: Int) -> TLV {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        } while rest > 0
        return TLV(0x02, (bytes[0] & 0x80 != 0 ? [0] : []) + bytes)
    }

    /// A BIT STRING with these bits set, without zeros at its end (X.690, 11.2.2).
    private static func bits(_ set: [Int]) -> TLV {
        let last = set.max() ?? 0
        var bytes = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in set { bytes[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        return TLV(0x03, [UInt8(7 - last % 8)] + bytes)
    }
}
