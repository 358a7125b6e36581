public import ArgumentParser
import Glibc
import KioskDevices
import KioskDomain
import KioskTexts
public import PortalContract
public import PortalServer

/// Where a portal's state is, or is to be.
struct StatePlace: ParsableArguments {
    @Option(help: "Folder of the authorities and, unless it is elsewhere, the database.") var state: String
    @Option(
        help: """
            Address of a PostgreSQL database, such as postgresql://portal@one,two/portal or service=portal; SQLite in \
            --state unless given. Never with a password: that stands in the file PGPASSFILE names (~/.pgpass) or in a \
            service file.
            """)
    var database: String?

    func options() -> PortalOptions {
        umask(0o077)
        return PortalOptions(stateFolder: state, database: database)
    }
}

/// The state of a portal that was started once. The team's commands work on it whether the portal runs or not.
struct PortalPlace: ParsableArguments {
    @OptionGroup var place: StatePlace

    /// A folder that is named wrongly would become the state of another portal, in which nothing stands.
    func validate() throws {
        guard access(PortalOptions(stateFolder: place.state).tlsAuthorityFile, F_OK) == 0 else {
            throw ValidationError(
                "no portal keeps its state in \(place.state); name the folder that `serve --state` has")
        }
    }

    func options() -> PortalOptions { place.options() }
}

/// What the portal refused, as a technician needs it. The exit status is 1; 64 says that the command was given wrongly.
struct Refusal: Error, CustomStringConvertible {
    let failure: any CodedError
    var description: String { "\(failure.code.rawValue): \(failure.detail). \(failure.code.technicianRemedy)" }
}

/// Says a failure as a ``Refusal``.
func told<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let failure as any CodedError {
        throw Refusal(failure: failure)
    }
}

/// A one-time code.
struct CodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Make a one-time code for a machine or a person, valid for a day.")

    @OptionGroup var portal: PortalPlace
    @Option(name: .customLong("role"), help: "What it is good for; may be given more than once.")
    var roles: [KioskRole]
    @Option(help: "The enrolled machine it is for, as `kiosks` lists it: one that lost its key stays itself by it.")
    var kiosk: String?
    @Option(help: "The PSC it speaks for, such as PSC-1: its slips and reservations, and no other's.")
    var centre: String?

    func run() async throws {
        guard !roles.isEmpty else { throw ValidationError("--role is needed") }
        let code = try await told {
            try await PortalAdministration.newCode(for: Set(roles), kiosk: kiosk, centre: centre, in: portal.options())
        }
        print(code.code)
    }
}

/// The machines.
struct KiosksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosks",
        abstract:
            "List the machines: roles, centre, days left of the certificate, seconds the clock is off, how they stand.")

    @OptionGroup var portal: PortalPlace

    func run() async throws {
        var last: String?
        let now = PortalOptions.systemClock().milliseconds
        while true {
            let page = try await told { try await PortalAdministration.kiosks(after: last, in: portal.options()) }
            for kiosk in page.kiosks { print(Self.line(kiosk, page.trustDigest, now)) }
            guard page.kiosks.count == KioskList.limit else { return }
            last = page.kiosks.last?.kioskID
        }
    }

    private static func line(_ kiosk: RegisteredKiosk, _ digest: String, _ now: Int64) -> String {
        let days = kiosk.certificateEndsAtMilliseconds.map { "\(($0 - now) / 86_400_000) d" } ?? "no certificate"
        let clock = kiosk.clockOffsetMilliseconds.map { "clock \(-$0 / 1000) s" } ?? "never seen"
        let trust = kiosk.trustDigest == digest ? "trusts the present authorities" : "trusts former authorities"
        let state = kiosk.revocation.map { "REVOKED (\($0.cause.rawValue))" } ?? trust
        let roles = kiosk.roles.map(\.rawValue).joined(separator: ",")
        return [kiosk.kioskID, roles, kiosk.centre ?? "no centre", days, clock, state]
            .joined(separator: "\t")
    }
}

/// Lets a machine speak for another PSC.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Let a machine speak for a centre: slips and reservations of another it neither tells nor sees.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "Its ID, as `kiosks` lists it.") var kiosk: String
    @Option(help: "Code of the centre, such as PSC-1, as `queue.centre` has it there.") var centre: String

    func run() async throws {
        try await told { try await PortalAdministration.move(kiosk, to: centre, in: portal.options()) }
        print("\(kiosk) speaks for \(centre).")
    }
}

/// Shuts a machine out.
struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Shut a machine out for good; it keeps its data and sends nothing any more.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "Its ID, as `kiosks` lists it.") var kiosk: String
    @Option(help: "Why, for the record.") var cause: KioskRevocationCause

    func run() async throws {
        _ = try await told { try await PortalAdministration.revoke(kiosk, cause, in: portal.options()) }
        print("\(kiosk) is revoked.")
    }
}

/// Lets one authority follow another.
struct AuthorityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authority",
        abstract: "Go over to another authority in three steps, the portal started anew after each (docs/trust.md).")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "What machines pin, or what certifies machines.")
    var authority: PortalAdministration.Authority
    @Argument(help: "Which step.") var step: PortalAdministration.AuthorityStep

    func run() async throws {
        try await told { try PortalAdministration.take(step, of: authority, in: portal.options()) }
        print("Done: it holds when the portal is started anew.")
    }
}

extension KioskRole: ExpressibleByArgument {}
extension KioskRevocationCause: ExpressibleByArgument {}
extension PortalAdministration.Authority: ExpressibleByArgument {}
extension PortalAdministration.AuthorityStep: ExpressibleByArgument {}
