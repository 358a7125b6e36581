import Configuration
import FoundationEssentials
import HallClient
import HallQueue
import HallServer
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport
import SigningKeys
import StaffAccess
import SystemPackage
import Testing

@testable import DemonstrationStage
@testable import KioskDaemon

@Suite("Demonstration: the configuration that kioskd gets")
struct ConfigurationTests {
    private let folder: TemporaryFolder
    private let root: String

    init() throws {
        folder = try TemporaryFolder("configuration")
        root = folder.file("state folder")
        let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let folders = StageFolders(root: root)
        try FileManager.default.createDirectory(atPath: folders.portal, withIntermediateDirectories: true)
        for file in [folders.trust, folders.portalIssuers] { try Data(certificate.utf8).write(to: URL(filePath: file)) }
    }

    private func read(_ cast: StageCast) async throws -> DaemonConfiguration {
        var options = StageOptions(state: root, models: "/m \\ \"quoted\"", programs: "/p")
        options.screensPort = 8081
        options.doorSites = ["https://portal.example"]
        let text = StageConfiguration(
            folders: StageFolders(root: root), options: options, cast: cast,
            ports: Self.ports, staffPIN: try StaffPIN.draw()
        ).text
        return try DaemonConfiguration(try await reader(text))
    }

    private static let ports = StagePorts(
        portal: 8444, services: 8581, printer: 9101, door: 13580, hall: 8643, hallEnrolment: 8644)

    private func reader(_ text: String) async throws -> ConfigReader {
        let file = try folder.write("kioskd.yaml", text.utf8)
        return ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
    }

    @Test("the second machine is a hall with a plan that knows every service, and the kiosk a terminal of it")
    func hall() async throws {
        let folders = StageFolders(root: root)
        try Data(StageCentre.plan.utf8).write(to: URL(filePath: folders.hallPlan))
        let pin = try StaffPIN.draw()
        let text = HallStageConfiguration(folders: folders, ports: Self.ports, screensPort: 8082, staffPIN: pin).text
        let reader = try await reader(text)
        #expect(HallConfiguration.isWanted(reader))
        let hall = try HallConfiguration(reader)
        #expect(hall.mode == .demonstration && hall.screensPort == 8082 && hall.listenHost == "127.0.0.1")
        #expect(hall.ports.machines == 8643 && hall.ports.enrolment == 8644)
        #expect(hall.portal?.url == "https://127.0.0.1:8444")
        let kiosk = try await read(StageCast(StageHardware()))
        #expect(hall.plan.terminals == [kiosk.name] && hall.plan.problems.isEmpty)
        #expect(hall.plan.services.map(\.id) == kiosk.purposes.map(\.id) && hall.purposes == kiosk.purposes)
        #expect(kiosk.hallLink?.address.text == "https://127.0.0.1:8643" && kiosk.hallLink?.enrolmentPort == 8644)
        #expect(kiosk.hallLink?.codeFile == folders.hallCode)
    }

    @Test("the staff PIN is new with each start, six digits, and only its hash is in a configuration")
    func staffPIN() async throws {
        let pin = try StaffPIN.draw()
        #expect(pin.digits.count == 6 && pin.digits.allSatisfy(\.isNumber))
        var secret = SecretBytes()
        for byte in pin.digits.utf8 { _ = secret.append(byte) }
        #expect(StaffPINHash(text: pin.hash)?.matches(secret) == true)
        #expect(try await read(StageCast(StageHardware())).staffPIN != nil)
        var options = StageOptions(state: root, models: "/m", programs: "/p")
        #expect(options.hallPages == 8081)
        options.screensPort = 0
        #expect(options.hallPages == 0)
        options.hallPort = 9000
        #expect(options.hallPages == 9000)
    }

    @Test("kioskd reads it: demonstration, virtual parts, the ports and folders that were taken")
    func virtual() async throws {
        let configuration = try await read(StageCast(StageHardware()))
        #expect(configuration.isDemonstration)
        #expect(configuration.portalURL == "https://127.0.0.1:8444")
        #expect(configuration.portalCAFile == "\(root)/portal/tls-ca.pem")
        #expect(configuration.enrolmentCodeFile == "\(root)/desk-code")
        #expect(configuration.stateFolder == "\(root)/kiosk")
        #expect(configuration.screensHost == "127.0.0.1")
        #expect(configuration.screensPort == 8081)
        #expect(configuration.controlSocket == "\(root)/run/control.sock")
        #expect(configuration.citizenReader == "Virtual PCD 00 00")
        #expect(configuration.operatorReader == "Virtual PCD 00 01")
        #expect(configuration.cameraSource == "stream:unix:\(root)/run/frames.sock")
        #expect(configuration.printerDevice == "tcp:127.0.0.1:9101")
        #expect(configuration.visionProgram == "/p/kiosk-vision")
        #expect(configuration.modelsFolder == "/m \\ \"quoted\"")
    }

    @Test("it signs: helpers, services of the portal's authorities, a stick, the door that asks about every site")
    func signing() async throws {
        let configuration = try await read(StageCast(StageHardware()))
        #expect(configuration.signing.socket == "\(root)/run/sign.sock")
        #expect(configuration.signing.program == "/p/kiosk-sign")
        #expect(configuration.signingSettings.anchors.count == 1)
        #expect(configuration.signingSettings.timeStampURL == "http://127.0.0.1:8581/tsp")
        #expect(configuration.signingSettings.ocspURL == "http://127.0.0.1:8581/ocsp")
        #expect(configuration.signingSettings.allHosts == ["127.0.0.1:8581"])
        #expect(configuration.signingSettings.mediaFolder == "\(root)/media")
        #expect(configuration.token.program == "/p/kiosk-token")
        #expect(configuration.tokenModulesFile == "\(root)/token-modules.json")
        #expect(configuration.door.isOpen)
        #expect(configuration.door.port == 13580)
        #expect(configuration.door.sites == ["https://portal.example"])
        #expect(configuration.door.others == .ask)
    }

    @Test("real devices are named as devices")
    func real() async throws {
        let hardware = StageHardware(
            cameras: ["/dev/v4l/by-id/c-index0"], printers: ["/dev/usb/lp0"],
            readers: ["Example \"R\" 00 00", "Example R2"])
        let configuration = try await read(StageCast(hardware))
        #expect(configuration.citizenReader == "Example \"R\" 00 00")
        #expect(configuration.operatorReader == "Example R2")
        #expect(configuration.cameraSource == "device:/dev/v4l/by-id/c-index0")
        #expect(configuration.printerDevice == "device:/dev/usb/lp0")
    }

    @Test("at least four services, each in three languages, with the one that the scripted citizen takes")
    func purposes() async throws {
        let purposes = try await read(StageCast(StageHardware())).purposes
        #expect(purposes.count >= 4)
        #expect(purposes.map(\.id).contains("id-card"))
        #expect(Set(purposes.map(\.id)).count == purposes.count)
        for purpose in purposes { #expect(Set([purpose.name.kk, purpose.name.ru, purpose.name.en]).count == 3) }
    }
}
