import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("What a list speaks of (RFC 5280, 5.2.5)")
struct ListScopeTests {
    /// A list with one more extension, signed anew.
    private func list(_ authority: DemoAuthority, _ extra: CertificateExtension) throws -> FetchedList {
        let plain = try authority.list([])
        var fields = try DER.parse(plain.tbsBytes).elements().map { Array($0.encodedBytes) }
        let last = try DER.parse(fields.removeLast()).onlyChild.elements().map { Array($0.encodedBytes) }
        fields.append(DEREncoding.explicit(0, DEREncoding.sequence(of: last + [extra.der])))
        let part = ToBeSigned(
            bytes: DEREncoding.sequence(of: fields), algorithm: authority.key.algorithm.signatureAlgorithm)
        let whole = try CertificateList(der: part.assembled(signature: authority.key.sign(digest: part.digest)))
        return FetchedList(whole, fetchedAt: DemoAuthority.now)
    }

    private func scope(_ parts: [UInt8]...) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.issuingDistributionPoint, isCritical: true, value: DEREncoding.sequence(of: parts))
    }

    private func flag(_ number: UInt) -> [UInt8] { DEREncoding.primitive(DEREncoding.context(number), [0xFF]) }

    private func place(_ address: String) -> [UInt8] {
        let uri = DEREncoding.ia5String(address, DEREncoding.context(6))
        return DEREncoding.explicit(0, DEREncoding.constructed(DEREncoding.context(0), [uri]))
    }

    @Test("Users, authorities, other places, other reasons, other issuers, unknown extensions")
    func scopes() throws {
        let authority = try DemoAuthority()
        let leaf = try authority.issue(to: authority.key.publicKey.info)
        let below = try DemoAuthority("Below", below: authority)
        let rows: [(CertificateExtension, person: RevocationStatus, authority: RevocationStatus)] = [
            (scope(flag(1)), .good, .unknown(.outOfScope)), (scope(flag(2)), .unknown(.outOfScope), .good),
            (scope(place(DemoAuthority.addresses.list[0])), .good, .good),
            (scope(place("http://ca.example/other.crl")), .unknown(.outOfScope), .good),
            (scope(flag(3)), .unknown(.outOfScope), .unknown(.outOfScope)),
            (scope(flag(4)), .unknown(.outOfScope), .unknown(.outOfScope)),
            (scope(flag(5)), .unknown(.outOfScope), .unknown(.outOfScope)),
            (
                CertificateExtension([1, 2, 3], isCritical: true, value: DEREncoding.null),
                .unknown(.outOfScope), .unknown(.outOfScope)
            ),
            (CertificateExtension([1, 2, 3], value: DEREncoding.null), .good, .good),
        ]
        for (index, row) in rows.enumerated() {
            let list = try list(authority, row.0)
            let now = DemoAuthority.now
            #expect(
                leaf.revocation(by: list, issuer: authority.certificate, at: now) == row.person, "row \(index)")
            #expect(
                below.certificate.revocation(by: list, issuer: authority.certificate, at: now) == row.authority,
                "row \(index)")
        }
    }
}
