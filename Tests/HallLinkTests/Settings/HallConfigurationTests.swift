import Configuration
import HallQueue
import HallServer
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import HallClient
@testable import KioskDaemon

@Suite("Configuration of a hall and of the line to it")
struct HallConfigurationTests {
    private static let plan = #"{"services":[{"id":"eds"}],"windows":[{"number":1}],"terminals":["T1"]}"#

    private func reader(_ changes: [String: String] = [:]) throws -> (ConfigReader, TemporaryFolder) {
        let folder = try TemporaryFolder("hall")
        var values = [
            "kiosk.role": "hall", "state.folder": folder.path, "psc.name.kk": "а", "psc.name.ru": "б",
            "psc.name.en": "c", "hall.plan-file": try folder.write("plan.json", Self.plan.utf8),
        ]
        values.merge(changes) { $1 }
        var all: [AbsoluteConfigKey: ConfigValue] = [
            "queue.purposes": ConfigValue(.stringArray(["eds | Құжат | Документ | Document"]), isSecret: false)
        ]
        for (key, value) in values {
            all[AbsoluteConfigKey(key.split(separator: ".").map(String.init))] = ConfigValue(
                .string(value), isSecret: false)
        }
        return (ConfigReader(provider: InMemoryProvider(values: all)), folder)
    }

    @Test("a hall needs a plan, a folder and a name; neither reader nor camera nor portal")
    func least() throws {
        let (reader, folder) = try reader()
        #expect(HallConfiguration.isWanted(reader))
        let configuration = try HallConfiguration(reader)
        #expect(configuration.ports == HallPorts(machines: 8543, enrolment: 8544))
        #expect(configuration.portal == nil && configuration.plan.terminals == ["T1"])
        #expect(configuration.stateFolder == folder.path)
    }

    @Test(
        "what is wrong is named",
        arguments: [
            ("hall.listen-port", "70000"), ("hall.enrolment-port", "x"), ("hall.plan-file", ""), ("psc.code", "ә"),
            ("state.folder", ""), ("mode", "test"),
        ])
    func wrong(key: String, value: String) throws {
        let (reader, folder) = try reader([key: value])
        let failure = #expect(throws: Failure.self) { try HallConfiguration(reader) }
        #expect(failure?.detail.contains(key) == true, "\(failure?.detail ?? "") \(folder.path)")
    }

    @Test(
        "an address is https with a host and a port, nothing else",
        arguments: [
            ("https://hall:8543", true), ("https://192.0.2.1:1", true), ("https://[2001:db8::1]:8543", true),
            ("http://hall:8543", false), ("https://hall", false), ("https://hall:0", false),
            ("https://hall:65536", false), ("https://hall:8543/", false), ("https://a@hall:8543", false),
            ("https://2001:db8::1:8543", false), ("https://:8543", false), ("", false), ("hall:8543", false),
        ])
    func addresses(text: String, isGood: Bool) {
        #expect((HallAddress(text) != nil) == isGood)
    }
}
