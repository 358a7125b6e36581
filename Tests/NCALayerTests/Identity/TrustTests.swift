import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import NCALayerDoor

@Suite("Whether browsers trust the door")
struct TrustTests {
    @Test("the script puts the authority into a user's store, where the check finds it; a former one is not enough")
    func script() async throws {
        try RealPart.require(programs: "certutil", "sh")
        let home = try TemporaryFolder("home")
        let identity = try OpenDoor.identity.get()
        let stores = [DoorTrust.Store.nss(folder: home.file(".pki/nssdb"))]
        #expect(DoorTrust.check(identity, in: stores).map(\.finding) == [.absent])
        #expect(DoorTrust.status(identity, in: stores).code == .doorNotTrusted)
        // `id` answers a user that is not root, so that the policies of this machine are left alone.
        let programs = try TemporaryFolder("bin")
        let id = try programs.write("id", "#!/bin/sh\necho 1000\n".utf8)
        _ = try await Tool.run("chmod", ["755", id])
        let path = "\(programs.path):\(RealPart.environment("PATH") ?? "/usr/bin:/bin")"
        for round in 1...2 {
            let file = try home.write("trust.sh", DoorTrust.script(identity).utf8)
            let run = try await Tool.run("sh", [file], environment: ["HOME": home.path, "PATH": path])
            #expect(run.succeeded, "round \(round): \(run.standardError)")
        }
        #expect(DoorTrust.check(identity, in: stores).map(\.finding) == [.trusted])
        #expect(DoorTrust.status(identity, in: stores).health == .ok)
        let list = try await Tool.run("certutil", ["-L", "-d", "sql:\(home.file(".pki/nssdb"))"]).standardOutput
        #expect(list.contains("psc-kiosk door") && list.contains("C,,"))
        let other = try LocalAuthority.make(now: OpenDoor.today)
        #expect(DoorTrust.check(other, in: stores).map(\.finding) == [.missing])
    }

    @Test("policies: our authority in them, or another")
    func policies() throws {
        let folder = try TemporaryFolder("policy")
        let identity = try OpenDoor.identity.get()
        let file = try folder.write("door.json", #"{"CACertificates": ["AAAA"]}"#.utf8)
        #expect(DoorTrust.check(identity, in: [.chromiumPolicy(file: file)]).map(\.finding) == [.missing])
        let script = DoorTrust.script(identity, sites: ["https://egov.kz", "https://x\"; rm -rf /"])
        let start = try #require(script.firstRange(of: "{\n  \"CACertificates\""))
        let end = try #require(script[start.lowerBound...].firstRange(of: "\n}\n"))
        let policy = String(script[start.lowerBound..<end.upperBound])
        #expect(policy.contains(#""LocalNetworkAccessAllowedForUrls": ["https://egov.kz"]"#))
        try folder.write("door.json", policy.utf8)
        #expect(DoorTrust.check(identity, in: [.chromiumPolicy(file: file)]).map(\.finding) == [.trusted])
        #expect(DoorTrust.check(identity, in: [.firefoxPolicy(file: file)]).map(\.finding) == [.missing])
    }

    @Test("the script parses")
    func parses() async throws {
        let folder = try TemporaryFolder("script")
        let file = try folder.write("trust.sh", DoorTrust.script(try OpenDoor.identity.get()).utf8)
        #expect(try await Tool.run("sh", ["-n", file]).succeeded)
    }
}
