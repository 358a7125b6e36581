import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import SwiftASN1
import Testing
import X509

@testable import NCALayerDoor

@Suite("Issue 3, item 11: the local authority")
struct IdentityTests {
    private let identity: DoorIdentity

    init() throws { identity = try OpenDoor.identity.get() }

    private func pem(_ der: [UInt8]) -> String { PEMDocument(type: "CERTIFICATE", derBytes: der).pemString + "\n" }

    @Test("openssl: the server certificates verify for 127.0.0.1, ::1 and localhost, each in its time")
    func openssl() async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("door")
        let authority = try folder.write("ca.pem", identity.authorityPEM.utf8)
        for (index, leaf) in identity.leaves.enumerated() {
            let file = try folder.write("leaf\(index).pem", pem(leaf.certificate).utf8)
            let time = String(leaf.notBefore.milliseconds / 1000 + 1)
            for check in [["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"], ["-verify_hostname", "localhost"]] {
                let result = try await Tool.run(
                    "openssl",
                    ["verify", "-x509_strict", "-purpose", "sslserver", "-attime", time, "-CAfile", authority] + check
                        + [file])
                #expect(result.succeeded, "\(result.standardError)")
            }
        }
        let text = try await Tool.run("openssl", ["x509", "-in", authority, "-noout", "-text"]).standardOutput
        #expect(text.contains("X509v3 Name Constraints: critical"))
        #expect(text.contains("IP:127.0.0.1/255.255.255.255") && text.contains("DNS:localhost"))
        #expect(text.contains("CA:TRUE, pathlen:0") && text.contains("Certificate Sign"))
    }

    @Test("a certificate for another name under this authority would be refused")
    func constrained() throws {
        let authority = try Certificate(derEncoded: identity.authority)
        let constraints = try #require(try authority.extensions.nameConstraints)
        #expect(constraints.permittedSubtrees.count == 3 && constraints.excludedSubtrees.isEmpty)
        #expect(authority.extensions[oid: .X509ExtensionID.nameConstraints]?.critical == true)
    }

    @Test("397 days at most, no gap, and at every moment of the authority one that is valid")
    func validity() {
        for (leaf, next) in zip(identity.leaves, identity.leaves.dropFirst()) {
            #expect(leaf.notBefore.duration(to: leaf.notAfter) <= .days(397))
            #expect(next.notBefore + .days(30) < leaf.notAfter)
        }
        for day in stride(from: 0, to: LocalAuthority.spacing * LocalAuthority.leafCount, by: 10) {
            let now = OpenDoor.today + .days(day)
            let leaf = identity.leaf(at: now)
            #expect(leaf.map { $0.notBefore <= now && now < $0.notAfter } == true, "day \(day)")
        }
        // A clock that has lost its time: the door still opens.
        #expect(identity.leaf(at: UnixTime(milliseconds: 0)) == identity.leaves.first)
    }

    @Test("the file: mode 0600, the same identity at the next start, the authority's key nowhere in it")
    func file() throws {
        let folder = try TemporaryFolder("door")
        let made = try DoorIdentity.inFolder(folder.path, now: OpenDoor.today)
        #expect(try DoorIdentity.inFolder(folder.path, now: OpenDoor.today) == made)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [DoorIdentity.fileName])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(DoorIdentity.fileName))
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        let documents = try PEMDocument.parseMultiple(
            pemString: String(decoding: try folder.read(DoorIdentity.fileName), as: UTF8.self))
        let authority = try Certificate(derEncoded: made.authority)
        let keys = documents.filter { $0.discriminator == "PRIVATE KEY" }
        #expect(keys.count == made.leaves.count)
        for key in keys {
            let publicKey = try Certificate.PrivateKey(derBytes: key.derBytes).publicKey
            #expect(publicKey != authority.publicKey)
        }
    }

    @Test("made anew shortly before the last certificate ends; a damaged file is named, not overwritten")
    func renewal() throws {
        let folder = try TemporaryFolder("door")
        let made = try DoorIdentity.inFolder(folder.path, now: OpenDoor.today)
        #expect(try DoorIdentity.inFolder(folder.path, now: made.trustEnds - .days(31)) == made)
        #expect(try DoorIdentity.inFolder(folder.path, now: made.trustEnds - .days(29)) != made)
        try folder.write(DoorIdentity.fileName, "not PEM".utf8)
        let failure = #expect(throws: Failure.self) {
            try DoorIdentity.inFolder(folder.path, now: OpenDoor.today)
        }
        #expect(failure?.code == .configurationInvalid)
        #expect(try folder.read(DoorIdentity.fileName) == Array("not PEM".utf8))
    }
}

extension Certificate.PrivateKey {
    init(derBytes: [UInt8]) throws { try self.init(pemDocument: PEMDocument(type: "PRIVATE KEY", derBytes: derBytes)) }
}
