import ArgumentParser
import DemonstrationStage
import FoundationEssentials
import KioskDomain
import ScriptedPeople

/// `kiosk-sim phone`: the owner's telephone, as far as digital documents go.
struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone",
        abstract: "The owner opens access to a digital document: shows QR code and digits, as the mobile app does.",
        discussion: """
            The QR code is held before the desk's virtual document camera. With --history the owner's history is shown instead.

            EXAMPLES
              kiosk-sim phone
              kiosk-sim phone --kind driving-licence --json
              kiosk-sim phone --history
            """)

    @Option(help: "identity-card, driving-licence or diploma.", transform: choice)
    var kind: DigitalDocumentKind = .identityCard

    @Option(help: "IIN of the owner; otherwise person 1.")
    var iin: String = DemonstrationPerson.matching.iin

    @Flag(help: "Who looked at documents of this person, newest first.")
    var history = false

    @Flag(help: "JSON instead of lines.")
    var json = false

    @Option(help: "State folder of the demonstration.")
    var state = DemoCommand.standardState

    func run() async throws {
        guard let running = StageReport.read(state: absolute(state)) else {
            throw ValidationError("no demonstration runs in \(state); start one with kiosk-sim demo")
        }
        let phone = PhoneLink(portal: PortalLink(base: running.portal, authority: running.portalAuthority), iin: iin)
        if history {
            let lines = try await phone.history()
            return Console.say(
                json ? try Self.json(lines) : lines.map { "\($0.deed) \($0.detail ?? "")" }.joined(separator: "\n"))
        }
        let access = try await phone.open(kind)
        _ = try await HandOrder(["phone", "code", access.qr])?.carryOut(running)
        Console.say(json ? try Self.json(access) : "\(access.shortCode)\n\(access.qr)")
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
