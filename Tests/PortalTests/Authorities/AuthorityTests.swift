import PortalClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import PKIX
import PortalContract
import PortalServer
import Testing

@Suite("The test authorities themselves (item 8)")
struct AuthorityTests {
    @Test(
        "A card's set is issued by the authority of its keys' family",
        arguments: [
            (KeyAlgorithm.rsa(bits: 2048), "RSA"), (.ecP256, "EC"), (.gost2015_512, "GOST"),
        ])
    func family(algorithm: KeyAlgorithm, name: String) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                let set = try await machine.client.issueCertificates(number, try Requests.pair(algorithm))
                let issuer = try Certificate(der: Array(set.issuer))
                #expect(issuer.subject.description.contains("TEST CERTIFICATION AUTHORITY (\(name))"))
                let key = try #require(issuer.publicKey)
                for (issued, purpose) in [
                    (set.authentication, CertificatePurpose.authentication), (set.signature, .signature),
                ] {
                    let certificate = try Certificate(der: Array(issued.certificate))
                    #expect(certificate.isSigned(by: key))
                    #expect(certificate.purposes == [purpose])
                    #expect(certificate.serialNumber.description == issued.serial)
                }
            }
        }
    }

    @Test("Keys stay over a restart, and so do roots; only addresses in certificates follow the port")
    func restart() async throws {
        let folder = try TemporaryFolder("authorities")
        let before = try await withPortal(folder: folder) { try await $0.demoCertificate(.gost2015_512) }
        try await withPortal(folder: folder) { portal in
            let after = try await portal.demoCertificate(.gost2015_512)
            #expect(after.root == before.root)
            #expect(after.issuer.publicKey == before.issuer.publicKey && after.issuer.subject == before.issuer.subject)
            #expect(after.issuer.extensions.crlDistributionPoints == ["\(portal.services)/crl/root-gost.crl"])
            #expect(after.certificate.issuer == before.certificate.issuer)
        }
    }

    @Test("Key files are for the portal's user alone; over TLS the anchors are the same as over plain HTTP")
    func files() async throws {
        try await withPortal { portal in
            let anchors = try await portal.service("/cert/anchors.pem").body
            #expect(try Certificate.read(anchors).allSatisfy { $0.isSelfIssued })
            let folder = "\(portal.options.stateFolder)/authorities"
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix("key.pem") {
                let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test("A first start makes the authorities in the background; who asks for them waits")
    func firstStart() async throws {
        let folder = try TemporaryFolder("first")
        let options = PortalOptions(
            stateFolder: folder.file("state"), port: 0, demonstration: true, servicesPort: 0, kioskPort: 0)
        let logger = Logger(label: "first") { _ in SwiftLogNoOpLogHandler() }
        let (ready, continuation) = AsyncStream.makeStream(of: PortalPorts.self)
        let portal = try await Portal(options, logger: logger) { ports in continuation.yield(ports) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await portal.run() }
            let ports = try await withDeadline(.seconds(30), "ready") { await ready.first { _ in true } }
            let fixture = PortalFixture(
                folder: folder, options: options, clock: MovableClock(), address: "", kioskAddress: "",
                services: "http://127.0.0.1:\(try #require(ports).services)")
            let anchors = try Certificate.read(try await fixture.service("/cert/anchors.pem").body)
            #expect(
                anchors.compactMap(\.publicKey?.algorithm) == [.rsa(bits: 2048), .ecP256, .gost2015_512])
            group.cancelAll()
            try? await group.waitForAll()
        }
    }
}
