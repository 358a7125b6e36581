import ArgumentParser
import KioskControl

/// `kioskctl diagnose`: the machine and the kiosk, also when kioskd is down.
struct Diagnose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks machine and kiosk, with a remedy for each finding; works when kioskd is down.")

    @Option(help: "kioskd's configuration file.")
    var configuration = "/etc/psc-kiosk/kioskd.yaml"

    @Option(help: "Control socket of kioskd; otherwise the one that the configuration names.")
    var socket: String?

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() async throws {
        let report = await DiagnoseCommand.report(configuration: configuration, socket: socket)
        try KioskControlCommand.finish(report, json: json)
    }
}
