public import KioskDevices
public import KioskDomain

/// What an authority puts into a certificate (RFC 5280, 4.1).
public struct CertificateBuilder: Sendable {
    /// Unique for the issuer, at most 20 bytes, positive.
    public var serialNumber: SerialNumber
    /// The authority.
    public var issuer: DistinguishedName
    /// Whom it is about.
    public var subject: DistinguishedName
    /// Valid from this instant; whole seconds.
    public var notBefore: UnixTime
    /// Valid up to and with this instant; whole seconds.
    public var notAfter: UnixTime
    /// The subject's key.
    public var publicKey: SubjectPublicKeyInfo
    /// In the order of writing.
    public var extensions: [CertificateExtension]

    /// Every field as given.
    public init(
        serialNumber: SerialNumber, issuer: DistinguishedName, subject: DistinguishedName, notBefore: UnixTime,
        notAfter: UnixTime, publicKey: SubjectPublicKeyInfo, extensions: [CertificateExtension]
    ) {
        self.serialNumber = serialNumber
        self.issuer = issuer
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.publicKey = publicKey
        self.extensions = extensions
    }

    /// The certificate in want of its signature.
    public func toBeSigned(_ algorithm: SignatureAlgorithm) -> ToBeSigned {
        let version = DEREncoding.explicit(0, DEREncoding.integer(2))
        let validity = DEREncoding.sequence(DEREncoding.time(notBefore), DEREncoding.time(notAfter))
        var fields = [
            version, serialNumber.der, algorithm.identifier.der, issuer.der, validity, subject.der, publicKey.der,
        ]
        if !extensions.isEmpty {
            fields.append(DEREncoding.explicit(3, DEREncoding.sequence(of: extensions.map(\.der))))
        }
        return ToBeSigned(bytes: DEREncoding.sequence(of: fields), algorithm: algorithm)
    }

    /// The certificate, signed by a key that is given its digest.
    public func signed(
        _ algorithm: SignatureAlgorithm, by sign: (_ digest: [UInt8]) throws(Failure) -> [UInt8]
    ) throws(Failure) -> Certificate {
        let part = toBeSigned(algorithm)
        return try Certificate(der: part.assembled(signature: sign(part.digest)))
    }
}

extension SerialNumber {
    /// A new one: positive, 20 bytes, 158 of its bits from the system's random source.
    public static func random() -> SerialNumber {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[0] = bytes[0] & 0x3F | 0x40
        return SerialNumber(bytes)
    }
}
