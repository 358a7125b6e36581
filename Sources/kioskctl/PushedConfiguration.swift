import ArgumentParser
import KioskControl

/// `kioskctl configuration`: the sets of configuration and rule data that the portal pushes.
struct PushedConfigurationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configuration",
        abstract: "Which pushed set the kiosk runs on, which one waits or is on trial, what was refused and why.")

    @Option(help: "Control socket of kioskd.")
    var socket = KioskControlCommand.defaultSocket

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() async throws {
        let answer = await PushedConfigurationReport.ask(socket: socket)
        let report = try KioskControlCommand.value(of: answer, json: json)
        if json { return try KioskControlCommand.printJSON(report) }
        for line in PushedConfigurationReport.lines(report) { print(line) }
    }
}
