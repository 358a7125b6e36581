import PKIX
import SwiftASN1
import Testing

@Suite("Name constraints (RFC 5280, 4.2.1.10)")
struct NameConstraintTests {
    /// Whether a certificate of these names is accepted below a root with these constraints.
    private func accepts(
        _ constraints: NameConstraints, _ names: [GeneralName], subject: DistinguishedName = DemoAuthority.person
    ) throws -> Bool {
        let root = try DemoAuthority("Demo Root", names: constraints)
        let leaf = try root.issue(
            to: root.key.publicKey.info, subject: subject, extensions: [.subjectAlternativeNames(names)])
        switch ChainBuilder(anchors: [root.certificate]).path(for: leaf, at: DemoAuthority.now) {
        case .path: return true
        case .invalid(.nameConstraints, _): return false
        case let other: throw Odd(result: other)
        }
    }

    struct Odd: Error { var result: ChainResult }

    @Test("Only 127.0.0.1 and localhost, as the door's own authority is made")
    func loopback() throws {
        let door = NameConstraints(permitted: [.dns("localhost"), .ip([127, 0, 0, 1, 255, 255, 255, 255])])
        #expect(try accepts(door, [.dns("localhost"), .ip([127, 0, 0, 1])]))
        #expect(try accepts(door, [.dns("LOCALHOST")]))
        #expect(try !accepts(door, [.dns("example.org")]))
        #expect(try !accepts(door, [.dns("localhost"), .ip([127, 0, 0, 2])]))
        #expect(try !accepts(door, [.dns("notlocalhost")]))
        #expect(try !accepts(door, [.ip([UInt8](repeating: 0, count: 16))]))
    }

    @Test("Excluded wins over permitted; below a name counts, beside it does not")
    func excluded() throws {
        let constraints = NameConstraints(permitted: [.dns("kz")], excluded: [.dns("gov.kz")])
        #expect(try accepts(constraints, [.dns("psc.kz")]))
        #expect(try !accepts(constraints, [.dns("portal.gov.kz")]))
        #expect(try accepts(constraints, [.dns("mygov.kz")]))
    }

    @Test("Directory names: the subject too must lie below")
    func directory() throws {
        let country = DistinguishedName([.init(.NameAttributes.countryName, "KZ")])
        let within = DistinguishedName([
            .init(.NameAttributes.countryName, "kz"), .init(.NameAttributes.commonName, "Demo Person 1"),
        ])
        #expect(try accepts(NameConstraints(permitted: [.directory(country)]), [], subject: within))
        #expect(try !accepts(NameConstraints(permitted: [.directory(country)]), []))
        #expect(try !accepts(NameConstraints(excluded: [.directory(country)]), [], subject: within))
    }

    @Test("Mailboxes, hosts and domains")
    func mail() throws {
        let host = NameConstraints(permitted: [.email("psc.kz")])
        #expect(try accepts(host, [.email("demo@PSC.kz")]))
        #expect(try !accepts(host, [.email("demo@a.psc.kz")]))
        let domain = NameConstraints(permitted: [.email(".psc.kz")])
        #expect(try accepts(domain, [.email("demo@a.psc.kz")]))
        #expect(try accepts(NameConstraints(permitted: [.email("demo@psc.kz")]), [.email("demo@psc.kz")]))
        #expect(try !accepts(NameConstraints(permitted: [.email("demo@psc.kz")]), [.email("other@psc.kz")]))
    }

    @Test("A constraint of a kind that we do not know forbids every name of that kind, and only those")
    func unknownKinds() throws {
        let constraints = NameConstraints(permitted: [.uri("psc.kz")])
        #expect(try !accepts(constraints, [.uri("http://psc.kz/")]))
        #expect(try accepts(constraints, [.dns("example.org")]))
    }
}
