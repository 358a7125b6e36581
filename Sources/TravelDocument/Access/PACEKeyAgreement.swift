package import KioskDevices
package import SmartCard

/// The calculations of PACE with generic mapping over a curve (9303-11, 4.4.3), the same for both sides.
package enum PACEKeyAgreement {
    /// The key of the password (9303-11, 9.7.3): encrypts the nonce.
    package static func passwordKey(
        _ password: DocumentPassword, _ cipher: SessionCipher
    ) throws(CardError) -> SecretBytes {
        try password.withEncoded { (bytes) throws(CardError) in try cipher.deriveKey(bytes, counter: 3) }
    }

    /// G̃ = s × G + H, where H is the shared point of the first agreement (9303-11, 4.4.3.3.1).
    package static func mappedGenerator(
        _ curve: Curve, nonce: [UInt8], own scalar: [UInt8], other point: [UInt8]
    ) throws(CardError) -> [UInt8] {
        let shared = try curve.multiply(point, by: scalar)
        return try curve.add(curve.multiplyGenerator(by: nonce), shared)
    }

    /// The shared secret of the second agreement: the X coordinate. The caller zeroes it.
    package static func sharedSecret(
        _ curve: Curve, own scalar: [UInt8], other point: [UInt8]
    ) throws(CardError) -> [UInt8] {
        var shared = try curve.multiply(point, by: scalar)
        defer { wipe(&shared) }
        return curve.x(of: shared)
    }
}

extension PACEInfo {
    /// The proof of having the session's keys, over the other side's public key (9303-11, 4.4.3.4).
    package func token(_ session: SecureMessaging, over publicKey: [UInt8]) throws(CardError) -> [UInt8] {
        let object = TLV(0x7F49, [TLV(0x06, identifier), TLV(0x86, publicKey)]).encoded
        return try session.token(over: object)
    }

    /// Bytes of the nonce: whole blocks, no fewer than the key has (9303-11, 4.4.3.3).
    package var nonceLength: Int { cipher.keyLength > 16 ? 32 : 16 }
}
