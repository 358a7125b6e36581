public import KioskDevices
public import KioskDomain
import SwiftASN1

/// A certificate revocation list (RFC 5280, 5), whole or delta. Entries stay in their encoding and are walked for each
/// look-up: a list of many megabytes costs no more memory than its bytes.
public struct CertificateList: Sendable {
    /// One entry.
    public struct Entry: Sendable, Hashable {
        /// Which certificate.
        public let serialNumber: SerialNumber
        /// Since when.
        public let revokedAt: UnixTime
        /// Why; nil when it is not given.
        public let reason: RevocationReason?
        /// False when a critical extension of the entry is unknown: then the list cannot be used for it.
        public let isUnderstood: Bool
    }

    /// The whole.
    public let der: [UInt8]
    /// DER of the part that is signed.
    public let tbsBytes: [UInt8]
    /// Who made it.
    public let issuer: DistinguishedName
    /// When it was made.
    public let thisUpdate: UnixTime
    /// When the next one is due; nil when it does not say.
    public let nextUpdate: UnixTime?
    /// Its number (RFC 5280, 5.2.3), unsigned, most significant byte first.
    public let number: SerialNumber?
    /// For a delta: the number of the list that it adds to (5.2.4); nil for a whole list.
    public let baseNumber: SerialNumber?
    /// What it speaks of.
    public let scope: CertificateListScope
    /// Critical extensions that we cannot respect.
    public let hasUnknownCritical: Bool
    /// The name of the way in which it is signed.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// In the form that ``SignatureAlgorithm`` says.
    public let signature: [UInt8]
    private let entries: ArraySlice<UInt8>
    /// How many entries it has.
    public let count: Int

    /// - Throws: ``KioskDevices/Failure`` with `certificate.revocation-answer`.
    public init(der: [UInt8]) throws(Failure) {
        do {
            try self.init(reading: der)
        } catch {
            throw Failure(.revocationAnswer, "not a certificate list (RFC 5280)")
        }
    }

    /// Reads DER or PEM; throws as ``init(der:)``.
    public static func read(_ bytes: [UInt8]) throws(Failure) -> CertificateList {
        if bytes.first == DERScanner.sequence { return try CertificateList(der: bytes) }
        let found = (try? PEM.contents(bytes, label: "X509 CRL")) ?? []
        return try CertificateList(der: found.first ?? [])
    }

    private init(reading der: [UInt8]) throws {
        guard der.count <= DERLimits.certificateList else { throw EncodingProblem.size }
        var outer = DERScanner(der[...])
        var parts = DERScanner(try outer.next().contents(DERScanner.sequence))
        let contents = try parts.next()
        signatureAlgorithm = try AlgorithmIdentifier(DER.parse(parts.next().encoded))
        signature = try Array(DER.parse(parts.next().encoded).wholeBytes)
        guard outer.isAtEnd, parts.isAtEnd else { throw EncodingProblem.structure }

        var fields = DERScanner(try contents.contents(DERScanner.sequence))
        if fields.nextTag == DERScanner.integer { _ = try fields.next() }
        guard try AlgorithmIdentifier(DER.parse(fields.next().encoded)) == signatureAlgorithm else {
            throw EncodingProblem.value
        }
        issuer = try DistinguishedName(DER.parse(fields.next().encoded))
        thisUpdate = try DER.parse(fields.next().encoded).time
        nextUpdate = try fields.nextTag.flatMap { [0x17, 0x18].contains($0) ? try fields.next() : nil }
            .map { try DER.parse($0.encoded).time }
        entries = fields.nextTag == DERScanner.sequence ? try fields.next().contents : []
        count = try Self.countEntries(entries)
        let extensions = fields.isAtEnd ? [] : try CertificateExtension.list(DER.parse(fields.next().encoded).onlyChild)
        guard fields.isAtEnd else { throw EncodingProblem.structure }
        number = try Self.integer(extensions, ExtensionName.crlNumber)
        baseNumber = try Self.integer(extensions, ExtensionName.deltaCRLIndicator)
        scope = try CertificateListScope(extensions)
        let known = [
            ExtensionName.crlNumber, ExtensionName.deltaCRLIndicator, ExtensionName.issuingDistributionPoint,
            ExtensionName.authorityKeyIdentifier,
        ]
        hasUnknownCritical = extensions.contains { $0.isCritical && !known.contains($0.name) }
        self.der = der
        tbsBytes = Array(contents.encoded)
    }

    private static func integer(
        _ extensions: [CertificateExtension], _ name: ASN1ObjectIdentifier
    ) throws -> SerialNumber? {
        try extensions.first { $0.name == name }.map {
            SerialNumber(try ExtensionReading.parse($0.value).primitive(.integer))
        }
    }

    private static func countEntries(_ entries: ArraySlice<UInt8>) throws -> Int {
        var scanner = DERScanner(entries)
        var count = 0
        while !scanner.isAtEnd {
            var entry = DERScanner(try scanner.next().contents(DERScanner.sequence))
            _ = try entry.next().contents(DERScanner.integer)
            count += 1
        }
        return count
    }

    /// Whether this key signed the list. Nothing else is judged.
    public func isSigned(by key: PublicKey) -> Bool {
        Signed.verify(tbsBytes, signatureAlgorithm, signature, key: key)
    }

    /// The entry of a certificate; nil when there is none.
    ///
    /// - Throws: ``KioskDevices/Failure`` with `certificate.revocation-answer` when its entry cannot be read.
    public func entry(for serialNumber: SerialNumber) throws(Failure) -> Entry? {
        do {
            var scanner = DERScanner(entries)
            while !scanner.isAtEnd {
                let element = try scanner.next()
                var fields = DERScanner(element.contents)
                guard SerialNumber(try fields.next().contents) == serialNumber else { continue }
                return try Entry(DER.parse(element.encoded))
            }
            return nil
        } catch {
            throw Failure(.revocationAnswer, "an entry of the list cannot be read")
        }
    }
}

extension CertificateList.Entry {
    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        serialNumber = SerialNumber(try reader.next(.integer).primitive)
        revokedAt = try reader.next().time
        let extensions = try reader.optional(.sequence).map(CertificateExtension.list) ?? []
        try reader.finish()
        reason = try extensions.first { $0.name == ExtensionName.reasonCode }.flatMap {
            RevocationReason(
                rawValue: UInt8(truncatingIfNeeded: try ExtensionReading.parse($0.value).number(.enumerated)))
        }
        isUnderstood = !extensions.contains { $0.isCritical && $0.name != ExtensionName.reasonCode }
    }
}
