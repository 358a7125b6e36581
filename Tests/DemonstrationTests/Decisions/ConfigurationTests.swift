import Configuration
import KioskDomain
import KioskScreens
import KioskTestSupport
import SystemPackage
import Testing

@testable import DemonstrationStage
@testable import KioskDaemon

@Suite("Demonstration: the configuration that kioskd gets")
struct ConfigurationTests {
    private func read(_ root: String, _ cast: StageCast) async throws -> DaemonConfiguration {
        var options = StageOptions(state: root, models: "/m \\ \"quoted\"", programs: "/p")
        options.screensPort = 8081
        let text = StageConfiguration(
            folders: StageFolders(root: root), options: options, cast: cast, portalPort: 8444, printerPort: 9101
        ).text
        let folder = try TemporaryFolder("configuration")
        let file = try folder.write("kioskd.yaml", text.utf8)
        let provider = try await FileProvider<YAMLSnapshot>(filePath: FilePath(file))
        return try DaemonConfiguration(ConfigReader(provider: provider))
    }

    @Test("kioskd reads it: demonstration, virtual parts, the ports and folders that were taken")
    func virtual() async throws {
        let configuration = try await read("/state folder", StageCast(StageHardware()))
        #expect(configuration.isDemonstration)
        #expect(configuration.portalURL == "https://127.0.0.1:8444")
        #expect(configuration.portalCAFile == "/state folder/portal/tls-ca.pem")
        #expect(configuration.enrolmentCodeFile == "/state folder/portal/enrolment-code")
        #expect(configuration.stateFolder == "/state folder/kiosk")
        #expect(configuration.screensHost == "127.0.0.1")
        #expect(configuration.screensPort == 8081)
        #expect(configuration.controlSocket == "/state folder/run/control.sock")
        #expect(configuration.citizenReader == "Virtual PCD 00 00")
        #expect(configuration.operatorReader == "Virtual PCD 00 01")
        #expect(configuration.cameraSource == "stream:unix:/state folder/run/frames.sock")
        #expect(configuration.printerDevice == "tcp:127.0.0.1:9101")
        #expect(configuration.visionProgram == "/p/kiosk-vision")
        #expect(configuration.modelsFolder == "/m \\ \"quoted\"")
    }

    @Test("real devices are named as devices")
    func real() async throws {
        let hardware = StageHardware(
            cameras: ["/dev/v4l/by-id/c-index0"], printers: ["/dev/usb/lp0"],
            readers: ["Example \"R\" 00 00", "Example R2"])
        let configuration = try await read("/s", StageCast(hardware))
        #expect(configuration.citizenReader == "Example \"R\" 00 00")
        #expect(configuration.operatorReader == "Example R2")
        #expect(configuration.cameraSource == "device:/dev/v4l/by-id/c-index0")
        #expect(configuration.printerDevice == "device:/dev/usb/lp0")
    }

    @Test("at least four services, each in three languages, with the one that the scripted citizen takes")
    func purposes() async throws {
        let purposes = try await read("/s", StageCast(StageHardware())).purposes
        #expect(purposes.count >= 4)
        #expect(purposes.map(\.id).contains("id-card"))
        #expect(Set(purposes.map(\.id)).count == purposes.count)
        for purpose in purposes { #expect(Set([purpose.name.kk, purpose.name.ru, purpose.name.en]).count == 3) }
    }
}
