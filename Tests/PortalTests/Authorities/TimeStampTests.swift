import SwiftASN1
import PortalServer
import CMS
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("Time stamps of the test authorities (item 9, RFC 3161)")
struct TimeStampTests {
    @Test("openssl ts asks, reads and verifies", arguments: [("sha256", "rsa"), ("sha512", "rsa"), ("sha384", "ec")])
    func openssl(digest: String, family: String) async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            let data = try portal.folder.write("data", Array("to be stamped".utf8))
            let query = portal.folder.file("query")
            let made = try await portal.openssl("ts", "-query", "-data", data, "-\(digest)", "-cert", "-out", query)
            #expect(made.succeeded, "\(made.standardError)")
            let answer = try await portal.service(
                "/tsp", posting: Array(try Data(contentsOf: URL(filePath: query))), type: "application/timestamp-query")
            #expect(answer.type == "application/timestamp-reply")
            let reply = try portal.folder.write("reply", answer.body)
            let text = try await portal.openssl("ts", "-reply", "-in", reply, "-text").standardOutput
            #expect(text.contains("Status: Granted."))
            #expect(text.contains("Policy OID: 1.2.398.3.3.2.6.1"))
            #expect(
                text.contains("TEST TIME STAMP AUTHORITY (\(family.uppercased()))") || !text.contains("TSA: DirName"))
            let anchors = portal.options.trustAnchorsFile
            let issuers = portal.options.issuingAuthorityFile
            for whole in [["-data", data], ["-queryfile", query]] {
                let verified = try await Tool.run(
                    "openssl", ["ts", "-verify"] + whole + ["-in", reply, "-CAfile", anchors, "-untrusted", issuers])
                #expect(verified.succeeded, "\(verified.standardError)")
            }
            let other = try portal.folder.write("other", Array("something else".utf8))
            let wrong = try await portal.openssl(
                "ts", "-verify", "-data", other, "-in", reply, "-CAfile", anchors, "-untrusted", issuers)
            #expect(!wrong.succeeded)
        }
    }

    @Test(
        "We verify path, purpose, status and policy of each family's time stamp",
        arguments: [
            (DigestAlgorithm.sha256, KeyAlgorithm.rsa(bits: 2048), "1.2.398.3.3.2.6.1"),
            (.sha384, .ecP256, "1.2.398.3.3.2.6.1"),
            (.streebog512, .gost2015_512, "1.2.398.3.3.2.6.4"), (.streebog256, .gost2015_512, "1.2.398.3.3.2.6.4"),
            (.gost34311, .gost2015_512, "1.2.398.3.3.2.6.4"),
        ])
    func ours(digest: DigestAlgorithm, key: KeyAlgorithm, policy: String) async throws {
        try await withPortal { portal in
            let request = TimeStampRequest(MessageImprint(digest, of: Array("to be stamped".utf8)))
            let answer = try await portal.service("/tsp", posting: request.der)
            let token = try TimeStampResponse(der: answer.body).token(answering: request)
            let anchors = try Certificate.read((try await portal.service("/cert/anchors.pem")).body)
            var evidence = StatusEvidence()
            for family in ["rsa", "ec", "gost"] {
                for name in [family, "root-\(family)"] {
                    let list = try CertificateList.read((try await portal.service("/crl/\(name).crl")).body)
                    evidence.lists.append(FetchedList(list, fetchedAt: portal.clock.now()))
                }
            }
            let report = SignatureVerifier(anchors: anchors, evidence: evidence)
                .verify(token, over: request.imprint, at: portal.clock.now())
            #expect(report.problems.isEmpty, "\(report.problems)")
            #expect(report.policy == policy)
            #expect(anchors.contains { $0.publicKey?.algorithm == key })
        }
    }

    @Test("SHA-1, a foreign policy and what is no request are refused") func refusals() async throws {
        try await withPortal { portal in
            let message = Array("to be stamped".utf8)
            let weak = TimeStampRequest(MessageImprint(.sha1, of: message))
            let foreign = TimeStampRequest(MessageImprint(.sha256, of: message), policy: [1, 2, 3, 4])
            for (body, refusal) in [
                (weak.der, .badAlgorithm), (foreign.der, .unacceptedPolicy), ([0x30, 0x80], .badDataFormat),
                ([], .badDataFormat),
            ] as [([UInt8], TimeStampResponse.Refusal)] {
                let response = try TimeStampResponse(der: try await portal.service("/tsp", posting: body).body)
                #expect(response.token == nil)
                #expect(response.refusals == [refusal])
            }
        }
    }
}
