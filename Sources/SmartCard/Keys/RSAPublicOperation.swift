import CPrimitives

/// x^e mod n with a public key. swift-crypto checks RSA signatures only from the message itself, and a card's driver has no
/// more than its digest; so the block under the signature is computed and compared as a whole.
struct RSAPublicOperation {
    let modulus: [UInt8]
    let exponent: [UInt8]

    /// The block under the signature; nil when the number is not below the modulus, or the modulus is even.
    func apply(_ input: [UInt8]) -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: modulus.count)
        let result = ck_rsa_public(
            modulus, modulus.count, exponent, exponent.count, input, input.count, &block)
        return result == Int32(CK_PRIMITIVE_OK.rawValue) ? block : nil
    }
}
