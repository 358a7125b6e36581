import FoundationEssentials
import SmartCard

extension VirtualFileCardState {
    /// A card of `person` with an RSA key for log-in, an EC key for signatures that wants the PIN each time, their
    /// certificates, and the description that tells programs about them (ISO/IEC 7816-15).
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` for a PIN or PUK that cannot be entered.
    public init(personalised person: Personalisation) throws {
        self.init()
        pin = RetrySecret(try person.padded(\.pin, in: .pkcs15), limit: 5)
        puk = RetrySecret(try person.padded(\.puk, in: .pkcs15), limit: 5)
        let authority = try VirtualKey.generate(.eccP256)
        for (reference, algorithm) in [(Self.loginKey, PIVAlgorithm.rsa2048), (Self.signatureKey, .eccP256)] {
            let key = try VirtualKey.generate(algorithm)
            keys[reference] = key
            let certificate = VirtualCertificate(
                subject: person.holder, key: key, authority: authority, binds: reference == Self.signatureKey)
            put(try certificate.encoded(), at: PKCS15Layout.certificate(reference))
            put(PKCS15Layout.publicKey(key), at: PKCS15Layout.publicKeyFile(reference))
        }
        consentKeys = [Self.signatureKey]
        put(PKCS15Layout.applications, at: [0x3F00, 0x2F00])
        files.append(
            VirtualFile(path: PKCS15Layout.directory, isDirectory: true, name: Data(PKCS15Layout.identifier)))
        let serial = Array(UUID().uuidString.utf8.filter { $0 != 0x2D }.prefix(16))
        put(PKCS15Layout.token(serial: person.cardID?.bytes ?? serial), at: PKCS15Layout.file(0x5032))
        put(PKCS15Layout.objects, at: PKCS15Layout.file(0x5031))
        put(PKCS15Layout.pins, at: PKCS15Layout.file(0x4401))
        put(PKCS15Layout.privateKeys, at: PKCS15Layout.file(0x4402))
        put(PKCS15Layout.publicKeys, at: PKCS15Layout.file(0x4403))
        put(PKCS15Layout.certificates, at: PKCS15Layout.file(0x4404))
    }

    static let loginKey: UInt8 = 0
    static let signatureKey: UInt8 = 1
}
