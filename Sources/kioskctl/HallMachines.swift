import ArgumentParser
import KioskControl
import KioskDiagnostics

/// `kioskctl hall`: the machine that keeps the hall.
struct HallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hall", abstract: "The machine that keeps the hall, and those that speak to it.",
        subcommands: [HallMachineList.self, HallEnrol.self, HallRevoke.self], defaultSubcommand: HallMachineList.self)
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
        commandName: "revoke", abstract: "Refuses a machine at the hall from now on.")
    @Argument(help: "The machine's name.") var name: String
    @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket

    func run() async throws {
        try KioskControlCommand.value(of: await HallMachineCommands.revoke(name, socket: socket))
        print("\(name) is refused from now on.")
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
