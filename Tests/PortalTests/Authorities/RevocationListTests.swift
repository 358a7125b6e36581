import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import PortalContract
import Testing

@Suite("Certificate lists of the test authorities (item 9, RFC 5280, 5)", .onEachStore)
struct RevocationListTests {
    private func fetch(_ portal: PortalFixture, _ path: String) async throws -> CertificateList {
        let answer = try await portal.service(path)
        #expect(answer.type == "application/pkix-crl")
        return try CertificateList(der: answer.body)
    }

    @Test(
        "openssl verifies list, path and delta, and refuses after the revocation",
        arguments: [
            (KeyAlgorithm.rsa(bits: 2048), "rsa"), (.ecP256, "ec"),
        ])
    func openssl(algorithm: KeyAlgorithm, family: String) async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            let demo = try await portal.demoCertificate(algorithm)
            let files = try demo.write("leaf", portal.folder)
            let root = try await fetch(portal, "/crl/root-\(family).crl")
            let before = try await fetch(portal, "/crl/\(family).crl")
            func file(_ name: String, _ lists: [CertificateList]) throws -> String {
                let text = lists.map { PEM.text($0.der, label: "X509 CRL") }.joined()
                return try portal.folder.write(name, Array(text.utf8))
            }
            func verify(_ lists: String, _ options: String...) async throws -> Tool.Output {
                try await Tool.run(
                    "openssl",
                    ["verify", "-x509_strict", "-crl_check_all", "-CAfile", files.root, "-untrusted", files.issuer]
                        + ["-CRLfile", lists] + options + [files.leaf])
            }
            let single = try file("single", [before])
            let checked = try await portal.openssl("crl", "-in", single, "-noout", "-CAfile", files.issuer)
            #expect(checked.standardError.contains("verify OK"), "\(checked)")
            let good = try await verify(try file("good", [before, root]))
            #expect(good.succeeded, "\(good.standardError)")
            try await portal.revoke(demo)
            let delta = try await fetch(portal, "/crl/\(family)-delta.crl")
            let after = try await fetch(portal, "/crl/\(family).crl")
            for (name, lists, options) in [
                ("after", [after, root], []), ("delta", [before, delta, root], ["-use_deltas", "-extended_crl"]),
            ] as [(String, [CertificateList], [String])] {
                let refused = try await Tool.run(
                    "openssl",
                    ["verify", "-crl_check_all", "-CAfile", files.root, "-untrusted", files.issuer]
                        + ["-CRLfile", try file(name, lists)] + options + [files.leaf])
                #expect(!refused.succeeded)
                #expect(refused.standardError.contains("certificate revoked"), "\(name): \(refused.standardError)")
            }
        }
    }

    @Test(
        "A whole list from before and the newest delta show a revocation, in each family",
        arguments: [
            (KeyAlgorithm.rsa(bits: 2048), "rsa"), (.ecP256, "ec"), (.gost2015_512, "gost"), (.gost2015_256, "gost"),
        ])
    func delta(algorithm: KeyAlgorithm, family: String) async throws {
        try await withPortal { portal in
            let (lost, kept) = (
                try await portal.demoCertificate(algorithm), try await portal.demoCertificate(algorithm)
            )
            let base = try await fetch(portal, "/crl/\(family).crl")
            try await portal.revoke(lost)
            #expect(lost.certificate.extensions.freshestCRL == ["\(portal.services)/crl/\(family)-delta.crl"])
            let now = portal.clock.now() + .seconds(1)
            let delta = try await fetch(portal, lost.certificate.extensions.freshestCRL[0])
            let whole = try await fetch(portal, lost.certificate.extensions.crlDistributionPoints[0])
            func status(_ demo: DemoCertificate, _ list: CertificateList, _ delta: CertificateList?) -> RevocationStatus
            {
                demo.certificate.revocation(
                    by: FetchedList(list, fetchedAt: now), delta: delta.map { FetchedList($0, fetchedAt: now) },
                    issuer: demo.issuer, at: now)
            }
            let issuer = try #require(lost.issuer.publicKey)
            #expect(base.isSigned(by: issuer))
            #expect(status(lost, base, nil) == .good)
            #expect(delta.baseNumber == base.number && delta.number == whole.number)
            for (list, delta) in [(base, delta), (whole, delta), (whole, nil)] as [(CertificateList, CertificateList?)]
            {
                guard case .revoked(_, .keyCompromise) = status(lost, list, delta) else {
                    Issue.record("not revoked")
                    continue
                }
                #expect(status(kept, list, delta) == .good)
            }
            #expect(whole.nextUpdate == whole.thisUpdate + .seconds(24 * 3_600))
            #expect(delta.nextUpdate == delta.thisUpdate + .seconds(3_600))
        }
    }

    private func value(_ number: SerialNumber?) -> Int64 {
        (number?.bytes ?? []).reduce(0) { $0 << 8 | Int64($1) }
    }

    @Test("The same list until something happens; then a greater number; deltas fit every list still in use")
    func numbers() async throws {
        try await withPortal { portal in
            let first = try await fetch(portal, "/crl/ec.crl")
            #expect(try await fetch(portal, "/crl/ec.crl").der == first.der)
            portal.clock.advance(by: .seconds(1_801))
            let second = try await fetch(portal, "/crl/ec.crl")
            // By the clock, so that a database that was put back goes on above what it forgot.
            let seconds = portal.clock.now().milliseconds / 1_000
            #expect((seconds - 60...seconds).contains(value(second.number)))
            #expect(value(second.number) - value(first.number) >= 1_801)
            try await portal.revoke(try await portal.demoCertificate(.ecP256))
            let third = try await fetch(portal, "/crl/ec-delta.crl")
            #expect(value(third.number) > value(second.number))
            #expect(third.baseNumber == first.number && third.count == 1)
            // A day later nobody holds the first list any more, but somebody may hold the second one.
            portal.clock.advance(by: .seconds(24 * 3_600 - 900))
            let fourth = try await fetch(portal, "/crl/ec-delta.crl")
            #expect(value(fourth.number) > value(third.number) && fourth.baseNumber == first.number)
            portal.clock.advance(by: .seconds(1_801))
            let fifth = try await fetch(portal, "/crl/ec-delta.crl")
            #expect(fifth.baseNumber == third.number && fifth.count == 0)
            #expect(try await fetch(portal, "/crl/rsa.crl").count == 0)
        }
    }

    @Test("Numbers and revocations outlive the process") func restart() async throws {
        let folder = try TemporaryFolder("lists")
        let before = try await withPortal(folder: folder) { portal in
            try await portal.revoke(try await portal.demoCertificate(.gost2015_512))
            return try await fetch(portal, "/crl/gost.crl")
        }
        try await withPortal(folder: folder) { portal in
            let after = try await fetch(portal, "/crl/gost.crl")
            #expect(after.der == before.der)
        }
    }
}
