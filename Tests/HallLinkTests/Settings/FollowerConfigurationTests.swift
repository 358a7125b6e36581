import Configuration
import HallClient
import HallContract
import KioskDevices
import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("Configuration of a machine that follows a hall: a board, a manager's")
struct FollowerConfigurationTests {
    private static let least = [
        "kiosk.role": "board", "state.folder": "/tmp/board", "psc.name.kk": "а", "psc.name.ru": "б",
        "psc.name.en": "c", "hall.address": "https://hall:8543",
    ]

    private func reader(_ changes: [String: String] = [:]) -> ConfigReader {
        let values = Self.least.merging(changes) { $1 }.map { key, value in
            (
                AbsoluteConfigKey(key.split(separator: ".").map(String.init)),
                ConfigValue(key == "queue.purposes" ? .stringArray([value]) : .string(value), isSecret: false)
            )
        }
        return ConfigReader(provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)))
    }

    @Test("a board needs a folder, the centre's name and a hall; no printer, reader, camera, plan or portal")
    func least() throws {
        #expect(FollowerConfiguration.isWanted(reader()) && !HallConfiguration.isWanted(reader()))
        let configuration = try FollowerConfiguration(reader())
        #expect(configuration.name == "board" && configuration.screensPort == 8080)
        #expect(
            configuration.hallLink.address.text == "https://hall:8543" && configuration.hallLink.enrolmentPort == 8544)
    }

    @Test("a manager's machine needs the names of the services too; its staff PIN is the one of `kioskctl staff-pin`")
    func manager() throws {
        let role = ["kiosk.role": "manager"]
        let failure = #expect(throws: Failure.self) { try FollowerConfiguration(reader(role)) }
        #expect(failure?.detail.contains("queue.purposes") == true)
        let purposes = ["queue.purposes": "eds | а | б | c"]
        let configuration = try FollowerConfiguration(reader(role.merging(purposes) { $1 }))
        #expect(configuration.role == .manager && configuration.name == "manager")
        #expect(configuration.purposes.count == 1 && configuration.staffPIN == nil)
        let pin = role.merging(purposes) { $1 }.merging(["staff.pin-hash": "20251121"]) { $1 }
        #expect(throws: Failure.self) { try FollowerConfiguration(reader(pin)) }
    }

    @Test("what is wrong is named", arguments: ["state.folder", "psc.name.kk", "hall.address"])
    func wrong(key: String) {
        let failure = #expect(throws: Failure.self) { try FollowerConfiguration(reader([key: ""])) }
        #expect(failure?.code == .configurationInvalid && failure?.detail.contains(key) == true)
    }
}
