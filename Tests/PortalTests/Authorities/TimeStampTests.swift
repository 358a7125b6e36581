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
    @Test("openssl ts asks, reads and verifies", arguments: ["sha256", "sha512", "sha384"])
    func openssl(digest: String) async throws {
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
        "The digest chooses the authority; we verify path, purpose and policy of its time stamp",
        arguments: [
            (DigestAlgorithm.sha256, "RSA", "1.2.398.3.3.2.6.1"), (.sha384, "EC", "1.2.398.3.3.2.6.1"),
            (.streebog512, "GOST", "1.2.398.3.3.2.6.4"), (.streebog256, "GOST", "1.2.398.3.3.2.6.4"),
            (.gost34311, "GOST", "1.2.398.3.3.2.6.4"),
        ])
    func ours(digest: DigestAlgorithm, family: String, policy: String) async throws {
        try await withPortal { portal in
            let request = TimeStampRequest(MessageImprint(digest, of: Array("to be stamped".utf8)))
            let answer = try await portal.service("/tsp", posting: request.der)
            let token = try TimeStampResponse(der: answer.body).token(answering: request)
            let anchors = try Certificate.read((try await portal.service("/cert/anchors.pem")).body)
            let now = portal.clock.now()
            let report = SignatureVerifier(anchors: anchors).verify(token, over: request.imprint, at: now)
            #expect(report.problems.isEmpty, "\(report.problems)")
            #expect(report.policy == policy)
            #expect(report.authority?.name == "TEST TIME STAMP AUTHORITY (\(family))")
            #expect(token.info.time <= now && now < token.info.time + .seconds(30))
            let other = MessageImprint(digest, of: Array("something else".utf8))
            #expect(!SignatureVerifier(anchors: anchors).verify(token, over: other, at: now).problems.isEmpty)
            let strangers = anchors.filter { !$0.subject.description.contains("(\(family))") }
            #expect(
                !SignatureVerifier(anchors: strangers).verify(token, over: request.imprint, at: now).problems.isEmpty)
        }
    }

    @Test("Lists and OCSP both know each time-stamp authority as good", arguments: ["rsa", "ec", "gost"])
    func status(family: String) async throws {
        try await withPortal { portal in
            let issuer = try Certificate(der: try await portal.service("/cert/\(family).cer").body)
            let file = URL(filePath: "\(portal.options.stateFolder)/authorities/\(family)-tsa.pem")
            let authority = try #require(try Certificate.read(Array(Data(contentsOf: file))).first)
            let list = try CertificateList(
                der: try await portal.service(authority.extensions.crlDistributionPoints[0]).body)
            let request = OCSPRequest(OCSPCertificateID(authority, issuer: issuer))
            let answer = try await portal.service(authority.extensions.ocspResponders[0], posting: request.der)
            let now = portal.clock.now()
            let byList = authority.revocation(by: FetchedList(list, fetchedAt: now), issuer: issuer, at: now)
            let byAnswer = authority.revocation(
                by: try OCSPResponse(der: answer.body), answering: request, issuer: issuer, at: now)
            #expect(byList == .good)
            #expect(byAnswer == .good)
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
