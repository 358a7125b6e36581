import Configuration
import KioskDevices
import KioskDomain
import KioskScreens
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("Configuration")
struct DaemonConfigurationTests {
    private static func reader(_ changes: [String: String] = [:]) -> ConfigReader {
        var values = [
            "mode": "production", "state.folder": "/var/lib/x", "camera.source": "device:/dev/psc-kiosk/camera",
            "printer.device": "device:/dev/psc-kiosk/printer", "portal.url": "https://portal.example",
            "portal.ca-file": "/etc/x.pem", "psc.name.kk": "а", "psc.name.ru": "б", "psc.name.en": "c",
        ]
        values.merge(changes) { $1 }
        var all: [AbsoluteConfigKey: ConfigValue] = [
            "queue.purposes": ConfigValue(.stringArray(["documents | Құжат | Документ | Document"]), isSecret: false)
        ]
        for (key, value) in values {
            all[AbsoluteConfigKey(key.split(separator: ".").map(String.init))] = ConfigValue(
                .string(value), isSecret: false)
        }
        return ConfigReader(provider: InMemoryProvider(values: all))
    }

    @Test("a machine at which nobody sits asks the portal for no desk's rights")
    func roles() throws {
        #expect(Ground.roles(try DaemonConfiguration(Self.reader())) == [.kiosk])
        let desk = try DaemonConfiguration(Self.reader(["reader.operator": "port:1-2"]))
        #expect(Ground.roles(desk) == [.kiosk, .desk])
    }

    @Test("a packaged configuration with devices is taken")
    func packaged() throws {
        let configuration = try DaemonConfiguration(Self.reader())
        #expect(!configuration.isDemonstration)
        #expect(configuration.purposes.first?.name.kk == "Құжат")
    }

    @Test(
        "R1: a packaged configuration that names a virtual part is refused at start",
        arguments: [
            ["camera.source": "stream:unix:/run/frames.sock"], ["camera.source": "folder:/srv/pictures"],
            ["camera.document-source": "folder:/srv/papers"], ["reader.citizen": "Virtual PCD 00 00"],
            ["printer.device": "tcp:127.0.0.1:9100"],
        ])
    func virtualPart(change: [String: String]) throws {
        let error = #expect(throws: Failure.self) { try DaemonConfiguration(Self.reader(change)) }
        #expect(error?.code == .virtualPartRefused)
        var demonstration = change
        demonstration["mode"] = "demonstration"
        #expect(try DaemonConfiguration(Self.reader(demonstration)).isDemonstration)
    }

    @Test(
        "a wrong value is refused and names its key",
        arguments: [("mode", "test"), ("portal.offline", "everything"), ("card.keys", "rsa512"), ("state.folder", "")])
    func wrongValue(key: String, value: String) {
        let error = #expect(throws: Failure.self) { try DaemonConfiguration(Self.reader([key: value])) }
        #expect(error?.code == .configurationInvalid && error?.detail.contains(key) == true)
    }

    @Test(
        "D4: a trust file for digital documents without the names of issuing bodies is refused; without both none are shown"
    )
    func issuingBodies() throws {
        #expect(try DaemonConfiguration(Self.reader()).issuingBodies == nil)
        let error = #expect(throws: Failure.self) {
            try DaemonConfiguration(Self.reader(["documents.trust-file": "/etc/x.pem"]))
        }
        #expect(error?.code == .configurationInvalid && error?.detail.contains("documents.issuers") == true)
    }

    @Test(
        "Two cameras: the name that both have is refused for either, with what to use; ports and serial numbers are taken"
    )
    func twoCameras() throws {
        let (shared, left, right) = (
            "device:/dev/psc-kiosk/camera", "device:/dev/psc-kiosk/camera-pci-0000_00_14_0-usb-0_3_1_0",
            "device:/dev/v4l/by-id/usb-Paper_Camera_1234-video-index0"
        )
        #expect(try DaemonConfiguration(Self.reader(["camera.source": shared])).documentSource == nil)
        let both = try DaemonConfiguration(Self.reader(["camera.source": left, "camera.document-source": right]))
        #expect((both.cameraSource, both.documentSource) == (left, right))
        for (face, document, key) in [
            (shared, right, "camera.source: "), (left, shared, "camera.document-source: "),
            (shared, shared, "camera.source, camera.document-source: "), (left, left, "camera.document-source is"),
        ] {
            let error = #expect(throws: Failure.self) {
                try DaemonConfiguration(Self.reader(["camera.source": face, "camera.document-source": document]))
            }
            #expect(error?.code == .configurationInvalid && error?.detail.hasPrefix(key) == true)
        }
    }

    @Test("What goes on without the portal: the shipped file's value is the default, each value is taken")
    func offline() throws {
        #expect(try DaemonConfiguration(Self.reader()).offline == .allButIdentification)
        for policy in OfflinePolicy.allCases {
            #expect(try DaemonConfiguration(Self.reader(["portal.offline": policy.rawValue])).offline == policy)
        }
    }

    @Test("The lens stays where it is told, or the camera focuses by itself")
    func focus() throws {
        #expect(try DaemonConfiguration(Self.reader()).cameraFocus == nil)
        #expect(try DaemonConfiguration(Self.reader(["camera.focus": "-1"])).cameraFocus == nil)
        #expect(try DaemonConfiguration(Self.reader(["camera.focus": "0"])).cameraFocus == 0)
        #expect(try DaemonConfiguration(Self.reader(["camera.focus": "250"])).cameraFocus == 250)
        for wrong in ["-2", "65536", "near"] {
            let error = #expect(throws: Failure.self) {
                try DaemonConfiguration(Self.reader(["camera.focus": wrong]))
            }
            #expect(error?.code == .configurationInvalid && error?.detail.contains("camera.focus") == true)
        }
    }

    @Test("the door asks about any site at a desk; a kiosk is open for listed sites only and refuses another rule")
    func doorByRole() throws {
        #expect(try DaemonConfiguration(Self.reader()).door.others == .deny)
        #expect(try DaemonConfiguration(Self.reader(["kiosk.role": "desk"])).door.others == .ask)
        #expect(
            try DaemonConfiguration(Self.reader(["kiosk.role": "desk", "door.others": "deny"])).door.others == .deny)
        let error = #expect(throws: Failure.self) { try DaemonConfiguration(Self.reader(["door.others": "ask"])) }
        #expect(error?.code == .configurationInvalid && error?.detail.contains("door.others") == true)
    }
}
