import Configuration
import HallClient
import KioskDevices
import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("Configuration of a machine behind a hall board")
struct BoardConfigurationTests {
    private static let least = [
        "kiosk.role": "board", "state.folder": "/tmp/board", "psc.name.kk": "а", "psc.name.ru": "б",
        "psc.name.en": "c", "hall.address": "https://hall:8543",
    ]

    private func reader(_ changes: [String: String] = [:]) -> ConfigReader {
        let values = Self.least.merging(changes) { $1 }.map { key, value in
            (
                AbsoluteConfigKey(key.split(separator: ".").map(String.init)),
                ConfigValue(.string(value), isSecret: false)
            )
        }
        return ConfigReader(provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)))
    }

    @Test("a board needs a folder, the centre's name and a hall; no printer, reader, camera, plan or portal")
    func least() throws {
        #expect(BoardConfiguration.isWanted(reader()) && !HallConfiguration.isWanted(reader()))
        let configuration = try BoardConfiguration(reader())
        #expect(configuration.name == "board" && configuration.screensPort == 8080)
        #expect(
            configuration.hallLink.address.text == "https://hall:8543" && configuration.hallLink.enrolmentPort == 8544)
    }

    @Test("what is wrong is named", arguments: ["state.folder", "psc.name.kk", "hall.address"])
    func wrong(key: String) {
        let failure = #expect(throws: Failure.self) { try BoardConfiguration(reader([key: ""])) }
        #expect(failure?.code == .configurationInvalid && failure?.detail.contains(key) == true)
    }
}
