/// The form of signatures as cards give them.
enum SignatureForm {
    /// An RSA block of the modulus's length as it is; ECDSA as DER, also when the card gives r and s one after the other
    /// (ISO/IEC 7816-8 leaves the form open).
    static func check(_ signature: [UInt8], _ algorithm: CardKeyAlgorithm) throws(CardError) -> [UInt8] {
        switch algorithm {
        case .rsa(let bits):
            guard signature.count == (bits + 7) / 8 else {
                throw .badAnswer("an RSA signature of \(signature.count) bytes")
            }
            return signature
        case .ecP256: return try ecdsa(signature, field: 32)
        case .ecP384: return try ecdsa(signature, field: 48)
        }
    }

    private static func ecdsa(_ signature: [UInt8], field: Int) throws(CardError) -> [UInt8] {
        if let content = try? TLV.find([0x30], in: signature), let numbers = try? TLV.parse(content),
            numbers.map(\.tag) == [0x02, 0x02], TLV(0x30, numbers).encoded == signature
        {
            return signature
        }
        guard signature.count == 2 * field else { throw .badAnswer("an ECDSA signature in no known form") }
        return TLV(0x30, [integer(signature.prefix(field)), integer(signature.suffix(field))]).encoded
    }

    private static func integer(_ magnitude: ArraySlice<UInt8>) -> TLV {
        let significant = Array(magnitude.drop { $0 == 0 })
        return TLV(0x02, ((significant.first ?? 0x80) & 0x80 != 0 ? [0] : []) + significant)
    }
}
