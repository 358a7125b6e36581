import PortalServer
import FoundationEssentials
import HTTPTypes
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import Testing

@Suite("Certificates for key files of the demonstration (item 8)", .onEachStore)
struct DemonstrationCertificateTests {
    private static let organisation = Organisation(
        bin: "230440000010", name: "Demo Organisation 1", holder: "1.2.398.3.3.4.1.2.1")

    @Test(
        "The authorities issue for every kind of key; each path ends at a root that the portal names",
        arguments: [
            KeyAlgorithm.rsa(bits: 2048), .rsa(bits: 3072), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512,
        ])
    func everyKey(algorithm: KeyAlgorithm) async throws {
        try await withPortal { portal in
            let demo = try await portal.demoCertificate(algorithm)
            let anchors = try Certificate.read(
                Array(try Data(contentsOf: URL(filePath: portal.options.trustAnchorsFile))))
            #expect(anchors.count == 3)
            let now = portal.clock.now()
            let bare = ChainBuilder(anchors: anchors).path(for: demo.certificate, at: now)
            guard case .missingIssuer(_, let addresses) = bare else {
                Issue.record("\(bare)")
                return
            }
            // The way up by the addresses in the certificates themselves.
            let fetched = try Certificate(der: try await portal.service(addresses[0]).body)
            let path = ChainBuilder(anchors: anchors, intermediates: [fetched]).path(for: demo.certificate, at: now)
            #expect(path == .path([demo.certificate, demo.issuer, demo.root]))
            let root = try await portal.service(fetched.extensions.caIssuers[0])
            #expect(root.type == "application/pkix-cert" && root.body == demo.root.der)
            #expect(demo.certificate.publicKey == demo.key.publicKey)
            #expect(demo.certificate.purposes == [.signature, .authentication])
            #expect(demo.certificate.holder == .individual)
            #expect(demo.certificate.individualNumber?.iin.digits == People.adult)
            #expect(demo.issuer.publicKey?.algorithm == demo.root.publicKey?.algorithm)
        }
    }

    @Test(
        "A legal entity's certificate names organisation, BIN and the holder's part (E3)",
        arguments: [
            KeyAlgorithm.rsa(bits: 2048), .gost2015_512,
        ])
    func legalEntity(algorithm: KeyAlgorithm) async throws {
        try await withPortal { portal in
            let certificate = try await portal.demoCertificate(algorithm, .signature, of: Self.organisation).certificate
            #expect(certificate.holder == .chiefExecutive)
            #expect(certificate.organisationNumber == Self.organisation.bin)
            #expect(certificate.purposes == [.signature])
            #expect(certificate.extensions.keyUsage == [.digitalSignature, .nonRepudiation])
            #expect(certificate.extensions.policies == [KZ.policyLegalEntitySign])
            #expect(certificate.subject.description.contains("O=Demo Organisation 1"))
        }
    }

    @Test("Refused: a key that is not proven, of another length, another person, a child, a wrong organisation")
    func refusals() async throws {
        try await withPortal { portal in
            try await portal.withClient { client in
                func code(
                    _ request: Data, iin: String = People.adult, use: CertificateUse = .signature,
                    organisation: Organisation? = nil
                ) async -> FailureCode? {
                    let body = DemonstrationCertificatesRequest(
                        iin: iin, requests: [.init(use: use, request: request)], organisation: organisation)
                    return await failure { _ = try await client.demonstrationCertificates(body) }?.code
                }
                for algorithm in [KeyAlgorithm.rsa(bits: 2048), .ecP256, .gost2015_512, .gost2004] {
                    var forged = try Requests.der(key: .generate(algorithm))
                    forged[forged.count - 3] ^= 1
                    #expect(await code(forged) == .portalRequest, "\(algorithm)")
                }
                let good = try Requests.der()
                #expect(await code(Data([0x30, 0])) == .portalRequest)
                #expect(await code(good, iin: People.child) == .personUnderAge)
                #expect(await code(good, iin: People.unknown) == .personUnknown)
                #expect(await code(try Requests.der(naming: People.neverMatching)) == .requestForOtherPerson)
                #expect(await code(good, use: .both, organisation: Self.organisation) == .portalRequest)
                var wrong = Self.organisation
                wrong.bin = "230440000011"
                #expect(await code(good, organisation: wrong) == .portalRequest)
                wrong = Self.organisation
                wrong.holder = "1.2.398.3.3.4.2.1"
                #expect(await code(good, organisation: wrong) == .portalRequest)
                let none = DemonstrationCertificatesRequest(iin: People.adult, requests: [])
                #expect(await failure { _ = try await client.demonstrationCertificates(none) }?.code == .portalRequest)
            }
        }
    }

    @Test("R1: outside demonstration mode the route is not there") func notInEarnest() async throws {
        try await withPortal(demonstration: false) { portal in
            try await portal.withClient { client in
                let body = DemonstrationCertificatesRequest(
                    iin: People.adult, requests: [.init(use: .signature, request: try Requests.der())])
                #expect(await failure { _ = try await client.demonstrationCertificates(body) }?.code == .portalRequest)
            }
        }
    }
}
