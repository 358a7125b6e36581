import Crypto
import FoundationEssentials
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import MachineKeys
import NIOHTTP1
import PKIX
import SwiftASN1
import Testing

@testable import HallClient
@testable import HallServer

@Suite("Joining the hall by a one-time code (issue 5, item 4)")
struct EnrolmentTests {
    @Test("the code alone is enough: its fingerprint names the hall; later starts need no code")
    func code() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            #expect(code.hasSuffix("." + (try centre.hall.authority.fingerprint)))
            let machine = try centre.client("T1", code: code)
            let greeting = try await machine.greet("T1")
            #expect(greeting.day == NoonClock.day && greeting.services == ["eds"])
            let again = try centre.client("T1")
            #expect(try await again.greet("T1", epoch: greeting.epoch).epoch == greeting.epoch)
            let machines = try await centre.hall.register.machines
            #expect(machines.map(\.name) == ["T1"] && machines.map(\.role) == [.terminal])
        }
    }

    @Test("keys and codes are files of their owner alone; the register holds no code in clear")
    func files() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            _ = try await centre.client("T1", code: code).greet("T1")
            let secret = try #require(code.split(separator: ".").first)
            let register = String(decoding: try centre.folder.read("hall/hall-machines.json"), as: UTF8.self)
            #expect(!register.contains(secret) && register.contains("T1"))
            // The key of the request went into the identity.
            #expect(!FileManager.default.fileExists(atPath: centre.folder.file("T1/hall-key.pem")))
            for file in ["hall/hall-machines.json", "hall/hall-ca.key.pem", "T1/hall-identity.pem"] {
                let path = centre.folder.file(file)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode.map { $0 & 0o077 } == 0, "\(file)")
            }
        }
    }

    @Test("certificates are for their own side only, says OpenSSL: a machine's is none of a server")
    func purposes() async throws {
        try RealPart.require(programs: "openssl")
        try await Centre.with { centre in
            _ = try await centre.machine("B1", .board).greetBoard()
            let authority = centre.folder.file("B1/hall-authority.pem")
            let own = centre.folder.file("B1/hall-identity.pem")
            func verify(_ purpose: String) async throws -> Bool {
                try await Tool.run("openssl", ["verify", "-purpose", purpose, "-CAfile", authority, own]).succeeded
            }
            #expect(try await verify("sslclient"))
            #expect(try await !verify("sslserver"))
            let text = try await Tool.run("openssl", ["x509", "-noout", "-subject", "-in", own]).standardOutput
            #expect(text.contains("CN = B1") && text.contains("OU = board"), "\(text)")
        }
    }

    @Test("a code that is wrong, used, replaced, revoked or a day old is refused with the same words")
    func wrongCodes() async throws {
        try await Centre.with { centre in
            let register = try centre.hall.register
            let fingerprint = try centre.hall.authority.fingerprint
            let used = try await register.newCode(name: "T1", role: .terminal)
            _ = try await centre.client("T1", code: used).greet("T1")
            let replaced = try await register.newCode(name: "T2", role: .terminal)
            _ = try await register.newCode(name: "T2", role: .terminal)
            let revoked = try await register.newCode(name: "D1", role: .desk)
            #expect(try await register.revoke("D1"))
            let old = try await register.newCode(name: "D2", role: .desk)
            centre.clock.advance(.seconds(24 * 3600))
            let codes = [
                "wrong": "00ff00ff.\(fingerprint)", "used": used, "replaced": replaced, "revoked": revoked, "old": old,
                "empty": ".\(fingerprint)",
            ]
            for (kind, code) in codes {
                let machine = try centre.client("X-\(kind)", code: code)
                let failure = await #expect(throws: Failure.self, "\(kind)") { try await machine.greet("T1") }
                #expect(failure?.code == .hallRefused, "\(kind)")
                #expect(failure?.detail == "the code is wrong, used or too old", "\(kind)")
            }
            #expect(await register.machines.map(\.name) == ["T1"])
        }
    }

    @Test("an answer that was lost may be asked for again by the same key, not by another one")
    func lostAnswer() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            let secret = try #require(code.split(separator: ".").first.map(String.init))
            let folder = HallFolder(path: try centre.folder.makeFolder("T1"))
            let wish = CertificateWish(code: secret, request: try await folder.asking().request)
            // The hall gave the certificate, and the line was cut.
            _ = try await centre.hall.register.enrol(wish)
            #expect(try await centre.client("T1", code: code).greet("T1").day == NoonClock.day)
            let failure = await #expect(throws: Failure.self) {
                try await centre.client("other", code: code).greet("T1")
            }
            #expect(failure?.code == .hallRefused)
        }
    }

    @Test("after ten wrong codes none is looked at for a minute, then the right one joins")
    func tooMany() async throws {
        try await Centre.with { centre in
            let register = try centre.hall.register
            let code = try await register.newCode(name: "T1", role: .terminal)
            let wire = try Wire.enrolment(centre)
            let request = try await FileKey().request().pem
            for _ in 0..<10 {
                let answer = try await wire.send(
                    .POST, HallCall.enrolPath, try Self.json(CertificateWish(code: "guess", request: request)))
                #expect(answer.status == 403)
            }
            let machine = try centre.client("T1", code: code)
            let failure = await #expect(throws: Failure.self) { try await machine.greet("T1") }
            #expect(failure?.detail == "too many wrong codes")
            centre.clock.advance(.seconds(60))
            #expect(try await machine.greet("T1").day == NoonClock.day)
        }
    }

    @Test("a hall with another fingerprint never sees the code")
    func fingerprint() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            let secret = try #require(code.split(separator: ".").first)
            let wrong = "\(secret)." + String(repeating: "0", count: 64)
            let failure = await #expect(throws: Failure.self) {
                try await centre.client("stranger", code: wrong).greet("T1")
            }
            #expect(failure?.code == .hallRefused)
            #expect(failure?.detail.contains("fingerprint") == true)
            #expect(try await centre.client("T1", code: code).greet("T1").day == NoonClock.day, "it was not used up")
        }
    }

    @Test("the authority may come as a file; one of another centre is no trust")
    func authorityFile() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            let secret = try #require(code.split(separator: ".").first.map(String.init))
            let other = try HallAuthority(folder: try centre.folder.makeFolder("other"), now: centre.clock.now())
            let wrong = try centre.folder.write("other.pem", other.certificate.utf8)
            let failure = await #expect(throws: Failure.self) {
                try await centre.client("stranger", code: secret, authorityFile: wrong).greet("T1")
            }
            #expect(failure?.code == .hallRefused)
            let right = try centre.folder.write("hall.pem", try centre.hall.authority.certificate.utf8)
            #expect(
                try await centre.client("T1", code: secret, authorityFile: right).greet("T1").day == NoonClock.day)
        }
    }

    @Test("requests that prove no P-256 key are refused, and use no code up")
    func keys() async throws {
        try await Centre.with { centre in
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            let secret = try #require(code.split(separator: ".").first.map(String.init))
            let good = try await FileKey().request()
            var forged = good.der
            forged[forged.count - 1] ^= 1
            let larger = try PrivateKey.generate(.ecP384)
            let subject = DistinguishedName([.init(.NameAttributes.commonName, "T1")])
            let largerRequest = try CertificationRequest.signed(subject: subject, publicKey: larger.publicKey) {
                digest throws(Failure) in try larger.sign(digest: digest)
            }
            let requests = [
                "garbage", "", PEM.text(forged, label: "CERTIFICATE REQUEST"), largerRequest.pem,
            ]
            let wire = try Wire.enrolment(centre)
            for request in requests {
                let answer = try await wire.send(
                    .POST, HallCall.enrolPath, try Self.json(CertificateWish(code: secret, request: request)))
                #expect(answer.status == 403 && answer.code == .hallRefused)
            }
            #expect(try await centre.client("T1", code: code).greet("T1").day == NoonClock.day)
        }
    }

    @Test("forty machines join one after the other: none keeps a place at the door of new ones")
    func manyMachines() async throws {
        try await Centre.with { centre in
            for number in 1...40 {
                let client = try await centre.machine("B\(number)", .board)
                // A board may do nothing but look: being refused by name, it has joined.
                let failure = await #expect(throws: Failure.self) { try await client.greet("B\(number)") }
                #expect(failure?.code == .hallRefused, "\(number): \(failure?.detail ?? "")")
            }
        }
    }

    @Test("no code is made for a name that cannot stand in a certificate", arguments: ["", "a b", "ә", "a/b"])
    func names(name: String) async throws {
        try await Centre.with { centre in
            let register = try centre.hall.register
            let failure = await #expect(throws: Failure.self) { try await register.newCode(name: name, role: .board) }
            #expect(failure?.code == .requestInvalid)
        }
    }

    private static func json(_ wish: CertificateWish) throws -> [UInt8] { Array(try JSONEncoder().encode(wish)) }
}

extension HallClient {
    /// The first call of a terminal.
    @discardableResult
    func greet(_ name: String, epoch: Int64? = nil) async throws(Failure) -> HallGreeting {
        try await report(.knowing(name, epoch: epoch), status: TerminalStatus())
    }

    /// The first call of a machine that only sees the board: it joins, and may not report.
    func greetBoard() async throws {
        let failure = await #expect(throws: Failure.self) { try await self.greet("B1") }
        #expect(failure?.detail.contains("the role") == true)
    }
}
