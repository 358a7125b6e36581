import KioskDomain
import LocalAuthority
import PKIX

/// The test authorities of one family of keys: a root, an issuing authority below it, and below that who answers for it.
struct Hierarchy: Sendable {
    let family: KeyFamily
    let addresses: ServiceAddresses
    let root: KeptIdentity
    let issuing: KeptIdentity
    /// Signs OCSP answers (RFC 6960, 4.2.2.2).
    let responder: KeptIdentity
    /// Stamps time (RFC 3161, 2.3).
    let timeStamps: KeptIdentity

    /// Loads it, or makes and keeps it.
    init(_ family: KeyFamily, in folder: IdentityFolder, addresses: ServiceAddresses) throws {
        self.family = family
        self.addresses = addresses
        let (name, key) = (family.rawValue, family.ownKey)
        root = try folder.root(
            "\(name)-root", key, commonName: "TEST ROOT AUTHORITY (\(family.label))",
            constraints: BasicConstraints(isAuthority: true, pathLength: 1))
        issuing = try folder.identity(
            "\(name)-issuing", key, commonName: "TEST CERTIFICATION AUTHORITY (\(family.label))", issuer: root,
            extensions: [
                .basicConstraints(BasicConstraints(isAuthority: true, pathLength: 0)),
                .keyUsage([.keyCertSign, .cRLSign]),
                .policy(KZ.policyAuthority, practiceStatement: addresses.profile(family).practiceStatement),
            ] + addresses.rootExtensions(family))
        responder = try folder.identity(
            "\(name)-ocsp", key, commonName: "TEST STATUS RESPONDER (\(family.label))", issuer: issuing,
            extensions: [
                .keyUsage([.digitalSignature]), .extendedKeyUsage([ExtendedKeyUsage.ocspSigning]), .ocspNoCheck,
            ])
        let profile = addresses.profile(family)
        timeStamps = try folder.identity(
            "\(name)-tsa", key, commonName: "TEST TIME STAMP AUTHORITY (\(family.label))", issuer: issuing,
            extensions: [
                .keyUsage([.digitalSignature, .nonRepudiation]),
                .extendedKeyUsage([ExtendedKeyUsage.timeStamping], isCritical: true),
                .crlDistributionPoints(profile.list), .freshestCRL(profile.delta),
                .authorityInformationAccess(caIssuers: profile.issuer, ocsp: profile.ocsp),
            ])
    }

    /// Above every certificate of the family: the issuer first, the root last.
    var chain: [Certificate] { [issuing.certificate, root.certificate] }
}
