import KioskDomain
import PKIX
import Testing

@Suite("Paths (item 9: chain building with AIA; a missing issuer is an error)")
struct ChainTests {
    private let now = DemoAuthority.now

    private func leaf(_ authority: DemoAuthority) throws -> Certificate {
        try authority.issue(to: authority.key.publicKey.info)
    }

    @Test("Three certificates in every algorithm that authorities sign with", arguments: KeyRuleTests.kinds)
    func three(kind: KeyAlgorithm) throws {
        let root = try DemoAuthority("Demo Root", kind)
        let middle = try DemoAuthority("Demo Authority", kind, below: root)
        let leaf = try leaf(middle)
        let builder = ChainBuilder(anchors: [root.certificate], intermediates: [middle.certificate])
        #expect(builder.path(for: leaf, at: now) == .path([leaf, middle.certificate, root.certificate]))
        #expect(builder.path(for: root.certificate, at: now) == .path([root.certificate]))
    }

    @Test("What is missing is named with its addresses; fetched and put in, the path is found")
    func missing() throws {
        let root = try DemoAuthority("Demo Root")
        let middle = try DemoAuthority("Demo Authority", below: root)
        let leaf = try leaf(middle)
        let poor = ChainBuilder(anchors: [root.certificate])
        #expect(poor.path(for: leaf, at: now) == .missingIssuer(of: leaf, addresses: DemoAuthority.addresses.issuer))
        let rootless = ChainBuilder(anchors: [], intermediates: [middle.certificate])
        #expect(
            rootless.path(for: leaf, at: now)
                == .missingIssuer(of: middle.certificate, addresses: ["http://ca.example/above.cer"]))
    }

    @Test("A self-signed root that is no anchor is not trusted")
    func untrusted() throws {
        let root = try DemoAuthority("Demo Root")
        let leaf = try leaf(root)
        let result = ChainBuilder(anchors: [], intermediates: [root.certificate]).path(for: leaf, at: now)
        #expect(result == .invalid(.untrustedRoot, at: root.certificate))
        #expect(result.code == .certificateIssuerMissing)
    }

    @Test("An authority of the same name that did not sign is passed over; alone it is a wrong signature")
    func sameName() throws {
        let real = try DemoAuthority("Demo Root")
        let other = try DemoAuthority("Demo Root")
        let leaf = try leaf(real)
        let both = ChainBuilder(anchors: [other.certificate, real.certificate])
        #expect(both.path(for: leaf, at: now) == .path([leaf, real.certificate]))
        let alone = ChainBuilder(anchors: [other.certificate])
        #expect(alone.path(for: leaf, at: now) == .invalid(.signature, at: leaf))
    }

    @Test("No authority: no constraints, CA false, or a key that may not sign certificates")
    func notAuthority() throws {
        let rows: [(BasicConstraints?, KeyUsage?, ChainProblem)] = [
            (nil, [.keyCertSign], .notAuthority),
            (BasicConstraints(isAuthority: false), [.keyCertSign], .notAuthority),
            (BasicConstraints(isAuthority: true), [.digitalSignature, .cRLSign], .keyUsage),
        ]
        for (constraints, usage, problem) in rows {
            let root = try DemoAuthority("Demo Root")
            let middle = try DemoAuthority("Demo Authority", below: root, constraints: constraints, usage: usage)
            let builder = ChainBuilder(anchors: [root.certificate], intermediates: [middle.certificate])
            #expect(try builder.path(for: leaf(middle), at: now) == .invalid(problem, at: middle.certificate))
        }
        let root = try DemoAuthority("Demo Root", usage: nil)
        let certificate = try leaf(root)
        #expect(ChainBuilder(anchors: [root.certificate]).path(for: certificate, at: now).code == nil)
    }

    @Test("Path length: an authority below one that allows none")
    func pathLength() throws {
        let root = try DemoAuthority("Demo Root", constraints: BasicConstraints(isAuthority: true, pathLength: 0))
        let middle = try DemoAuthority("Demo Authority", below: root)
        let builder = ChainBuilder(anchors: [root.certificate], intermediates: [middle.certificate])
        #expect(try builder.path(for: leaf(middle), at: now) == .invalid(.pathTooLong, at: root.certificate))
        let direct = try leaf(root)
        #expect(builder.path(for: direct, at: now) == .path([direct, root.certificate]))
    }

    @Test("An expired authority ends the path")
    func expiredAuthority() throws {
        let root = try DemoAuthority("Demo Root")
        let old = try DemoAuthority("Demo Authority", below: root, notAfter: now - .seconds(1))
        let builder = ChainBuilder(anchors: [root.certificate], intermediates: [old.certificate])
        let result = try builder.path(for: leaf(old), at: now)
        #expect(result == .invalid(.expired, at: old.certificate))
        #expect(result.code == .certificateExpired)
    }

    @Test("Authorities that sign each other do not make the search endless; a long line is too long")
    func bounds() throws {
        let first = try DemoAuthority("A")
        let second = try DemoAuthority("B", below: first)
        let loop = try second.issue(
            to: first.key.publicKey.info, subject: first.certificate.subject,
            extensions: [.basicConstraints(BasicConstraints(isAuthority: true))])
        let builder = ChainBuilder(anchors: [], intermediates: [second.certificate, loop])
        #expect(try builder.path(for: leaf(second), at: now).code != nil)

        var line = [try DemoAuthority("0")]
        for index in 1...9 { line.append(try DemoAuthority("\(index)", below: line[index - 1])) }
        let long = ChainBuilder(anchors: [line[0].certificate], intermediates: line.map(\.certificate))
        let result = try long.path(for: leaf(line[9]), at: now)
        guard case .invalid(.pathTooLong, _) = result else {
            Issue.record("\(result)")
            return
        }
    }

    @Test("A hundred authorities of one name: the search gives up at its limit")
    func breadth() throws {
        let root = try DemoAuthority("Demo Root")
        let others = try (0..<100).map { _ in try DemoAuthority("Same").certificate }
        let real = try DemoAuthority("Same")
        let result = try ChainBuilder(anchors: [root.certificate], intermediates: others)
            .path(for: leaf(real), at: now)
        guard case .invalid(let problem, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(problem == .signature || problem == .searchLimit)
    }
}
