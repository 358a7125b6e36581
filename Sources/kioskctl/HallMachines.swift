import ArgumentParser
import KioskControl
import KioskDiagnostics

/// `kioskctl hall`: the machine that keeps the hall.
struct HallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hall", abstract: "The machine that keeps the hall, and those that speak to it.",
        discussion: """
            EXAMPLES
              kioskctl hall                                     who may speak to the hall
              kioskctl hall enrol psc-01-kiosk-2 > code         a code for a new terminal
              kioskctl hall enrol window-3 --role desk --json   code and authority for a desk
              kioskctl hall revoke psc-01-kiosk-2               refused from now on
              kioskctl hall copy /media/hall-copy.json          for kioskd --take-over on another machine
            """,
        subcommands: [HallMachineList.self, HallEnrol.self, HallRevoke.self, HallCopy.self],
        defaultSubcommand: HallMachineList.self)
}

/// `kioskctl hall enrol`: a code for a machine of the centre.
struct HallEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "A one-time code with which a machine joins the hall; good for 24 hours.",
        discussion: """
            Write it into the file that hall.enrolment-code-file of the machine names. It carries the fingerprint of the
            hall's authority, so that the machine knows the hall. A machine of the same name that joined before is refused
            from the moment the code is used.

            EXAMPLES
              kioskctl hall enrol psc-01-kiosk-2 > code
              kioskctl hall enrol board-1 --role board
            """)
    @Argument(help: "The machine's name, as in its kiosk.name and in the plan.") var name: String
    @Option(help: "terminal, desk, board or manager.") var role = "terminal"
    @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket
    @Flag(help: "JSON with code and authority.") var json = false

    func run() async throws {
        let answer = try KioskControlCommand.value(
            of: await HallMachineCommands.enrol(name, role: role, socket: socket))
        if json { return try KioskControlCommand.printJSON(answer) }
        print(answer.code)
    }
}

/// `kioskctl hall revoke`: a machine that left the centre.
struct HallRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Refuses a machine at the hall from now on.",
        discussion: """
            Its certificates and codes are void, its event streams end. A new code brings it back.

            EXAMPLES
              kioskctl hall revoke psc-01-kiosk-2
            """)
    @Argument(help: "The machine's name.") var name: String
    @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket
    @Flag(help: "JSON with the machine's name.") var json = false

    func run() async throws {
        try KioskControlCommand.value(of: await HallMachineCommands.revoke(name, socket: socket))
        if json { return try KioskControlCommand.printJSON(["revoked": name]) }
        print("\(name) is refused from now on.")
    }
}

/// `kioskctl hall copy`: what another machine needs to take over.
struct HallCopy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Writes what the hall knows into a file, for another machine that may take over.",
        discussion: """
            Once an hour to another machine is enough: numbers of a lost hour are never given again (docs/hall.md).

            EXAMPLES
              kioskctl hall copy /media/hall-copy.json
            """)
    @Argument(help: "The file; it is replaced.") var file: String
    @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket
    @Flag(help: "JSON with file and size.") var json = false

    struct Written: Encodable {
        var file: String
        var bytes: Int
    }

    func run() async throws {
        let bytes = try KioskControlCommand.value(of: await HallMachineCommands.copy(to: file, socket: socket))
        if json { return try KioskControlCommand.printJSON(Written(file: file, bytes: bytes)) }
        print("\(file): \(bytes) bytes")
    }
}

/// `kioskctl hall machines`: who may speak to the hall.
struct HallMachineList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machines", abstract: "The machines that joined the hall.")
    @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket
    @Flag(help: "One JSON array instead of lines.") var json = false

    func run() async throws {
        let machines = try KioskControlCommand.value(of: await HallMachineCommands.machines(socket: socket))
        if json { return try KioskControlCommand.printJSON(machines) }
        if machines.isEmpty { print("None yet. Let one join: kioskctl hall enrol NAME --role terminal") }
        for machine in machines { print("\(machine.name)  \(machine.role)\(machine.isRevoked ? "  revoked" : "")") }
    }
}
