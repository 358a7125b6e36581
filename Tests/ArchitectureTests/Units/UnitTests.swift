import Foundation
import KioskTestSupport
import Testing

/// systemd/: the units hold together, keep the exposure that they promise, and say what the daemon relies on.
@Suite("systemd units")
struct UnitTests {
    private static let units = [
        "kioskd.service", "kiosk-vision.socket", "kiosk-vision.service", "kiosk-token.socket", "kiosk-token.service",
        "kiosk-sign.socket", "kiosk-sign.service", "kiosk-stick.socket",
        "kiosk-portal.service",
    ]

    @Test("systemd-analyze accepts them, and the exposure stays below 1.5, 0.7 and 1.5")
    func verify() async throws {
        try RealPart.require(programs: "systemd-analyze")
        let output = try await Tool.run("bash", [Repository.path(".ci/units")])
        #expect(output.succeeded, "\(output.standardOutput)\(output.standardError)")
        for helper in ["kiosk-vision", "kiosk-token", "kiosk-sign", "kiosk-stick"] {
            #expect(output.standardOutput.contains("exposure level for \(helper).service"))
        }
    }

    @Test("no service leaves a core dump, gains a privilege, or gives up starting for good")
    func commonSettings() throws {
        for unit in Self.units where unit.hasSuffix(".service") {
            let settings = try Settings(unit)
            #expect(settings["LimitCORE"] == ["0"], "\(unit)")
            #expect(settings["NoNewPrivileges"] == ["yes"], "\(unit)")
            #expect(settings["CapabilityBoundingSet"] == [""], "\(unit)")
            #expect(settings["User"].first.map { $0 != "root" } == true, "\(unit)")
            #expect(!settings["MemoryMax"].isEmpty && !settings["TasksMax"].isEmpty, "\(unit)")
        }
        for unit in ["kioskd.service", "kiosk-vision.service", "kiosk-token.service", "kiosk-sign.service"] {
            #expect(try Settings(unit)["StartLimitIntervalSec"] == ["0"], "\(unit)")
        }
    }

    @Test("kioskd is watched, may lock the memory of secrets, and opens no device but printer and TPM")
    func daemon() throws {
        let settings = try Settings("kioskd.service")
        #expect(settings["Type"] == ["notify"])
        #expect(settings["WatchdogSec"] == ["30"])
        #expect(settings["LimitMEMLOCK"] == ["4M"])
        #expect(settings["DevicePolicy"] == ["closed"])
        #expect(settings["DeviceAllow"] == ["char-usb rw", "/dev/tpmrm0 rw"])
        for socket in Self.units where socket.hasSuffix(".socket") {
            for key in ["Wants", "After"] {
                let named = settings[key].joined(separator: " ").split(separator: " ").map(String.init)
                #expect(named.contains(socket), "\(key): \(socket)")
            }
        }
    }

    @Test("kiosk-stick alone may mount: no network, no device but disks, nothing that others see, no core")
    func stick() throws {
        let settings = try Settings("kiosk-stick.service")
        #expect(settings["CapabilityBoundingSet"] == ["CAP_SYS_ADMIN CAP_DAC_OVERRIDE"])
        #expect(settings["DevicePolicy"] == ["closed"] && settings["DeviceAllow"] == ["block-sd rw"])
        // Without the driver /proc/devices has no such group, and no stick could be opened.
        #expect(settings["Wants"] == ["modprobe@sd_mod.service"])
        #expect(settings["After"].contains { $0.contains("modprobe@sd_mod.service") })
        for (key, value) in [
            ("PrivateNetwork", "yes"), ("PrivateMounts", "yes"), ("NoNewPrivileges", "yes"), ("LimitCORE", "0"),
            ("RestrictAddressFamilies", "AF_UNIX"), ("User", "kiosk-stick"), ("StartLimitIntervalSec", "0"),
        ] { #expect(settings[key] == [value], "\(key)") }
        #expect(!settings["MemoryMax"].isEmpty && !settings["TasksMax"].isEmpty)
        for unit in Self.units where unit.hasSuffix(".service") {
            #expect(try !Settings(unit)["SystemCallFilter"].contains { $0.contains("mount ") }, "\(unit)")
        }
    }

    @Test("kiosk-vision has no network and no device but cameras")
    func vision() throws {
        let settings = try Settings("kiosk-vision.service")
        #expect(settings["PrivateNetwork"] == ["yes"])
        #expect(settings["RestrictAddressFamilies"] == ["AF_UNIX"])
        #expect(settings["MemoryDenyWriteExecute"] == ["yes"])
        #expect(settings["DeviceAllow"] == ["char-video4linux rw"])
        #expect(try Settings("kiosk-vision.socket")["SocketMode"] == ["0660"])
    }

    @Test("kiosk-token has no network and no device; it reaches pcscd, may lock PINs, and reads just its table")
    func token() throws {
        let settings = try Settings("kiosk-token.service")
        #expect(settings["PrivateNetwork"] == ["yes"])
        #expect(settings["RestrictAddressFamilies"] == ["AF_UNIX"])
        #expect(settings["PrivateDevices"] == ["yes"] && settings["DeviceAllow"].isEmpty)
        #expect(settings["SupplementaryGroups"] == ["kiosk"])
        #expect(settings["InaccessiblePaths"].allSatisfy { !$0.contains("pcscd") })
        #expect(settings["LimitMEMLOCK"] == ["4M"])
        #expect(settings["LoadCredential"] == ["token-modules.json:/etc/psc-kiosk/token-modules.json"])
        #expect(try Settings("kiosk-token.socket")["SocketMode"] == ["0660"])
    }

    @Test("kiosk-sign has no network, no device and nothing of the daemon; it may shut itself off from files")
    func sign() throws {
        let settings = try Settings("kiosk-sign.service")
        #expect(settings["PrivateNetwork"] == ["yes"] && settings["PrivateDevices"] == ["yes"])
        #expect(settings["RestrictAddressFamilies"] == ["AF_UNIX"])
        #expect(settings["MemoryDenyWriteExecute"] == ["yes"])
        #expect(settings["DeviceAllow"].isEmpty && settings["SupplementaryGroups"].isEmpty)
        #expect(settings["InaccessiblePaths"].first?.contains("-/run/pcscd") == true)
        #expect(settings["SystemCallFilter"].last == "landlock_create_ruleset landlock_restrict_self")
        #expect(try Settings("kiosk-sign.socket")["SocketMode"] == ["0660"])
    }

    @Test("every user and group of the units is made by sysusers.d")
    func users() throws {
        let names = try Set(
            Repository.text("systemd/sysusers.d/psc-kiosk.conf").matches(of: /(?m)^[ug]\s+(\S+)/).map {
                String($0.output.1)
            })
        for unit in Self.units {
            let settings = try Settings(unit)
            for key in ["User", "Group", "SupplementaryGroups", "SocketUser", "SocketGroup"] {
                for name in settings[key].flatMap({ $0.split(separator: " ") }) where name != "root" {
                    #expect(names.contains(String(name)), "\(unit): \(name)")
                }
            }
        }
        for line in try Repository.text("systemd/tmpfiles.d/psc-kiosk.conf").split(separator: "\n")
        where line.hasPrefix("d") {
            let words = line.split(separator: " ")
            try #require(words.count == 6)
            for name in words[3...4] where name != "root" { #expect(names.contains(String(name)), "\(line)") }
        }
    }

    @Test("systemd-sysusers makes them")
    func sysusers() async throws {
        try RealPart.require(programs: "systemd-sysusers")
        let folder = try TemporaryFolder("sysusers")
        try FileManager.default.createDirectory(atPath: folder.file("etc"), withIntermediateDirectories: false)
        let output = try await Tool.run(
            "systemd-sysusers", ["--root=\(folder.path)", Repository.path("systemd/sysusers.d/psc-kiosk.conf")])
        #expect(output.succeeded, "\(output.standardError)")
        let group = String(decoding: try folder.read("etc/group"), as: UTF8.self)
        let members = group.firstMatch(of: /(?m)^kiosk:[^:]*:\d+:(.*)$/)?.output.1.split(separator: ",").sorted()
        #expect(members == ["kiosk-token", "kiosk-vision", "kioskd"])
    }
}

/// The assignments of one unit file, in order.
private struct Settings {
    private var values: [String: [String]] = [:]

    init(_ unit: String) throws {
        for line in try Repository.text("systemd/\(unit)").split(separator: "\n") {
            guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { continue }
            values[String(line[..<sign]), default: []].append(String(line[line.index(after: sign)...]))
        }
    }

    subscript(key: String) -> [String] { values[key] ?? [] }
}
