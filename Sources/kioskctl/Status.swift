import ArgumentParser
import KioskControl

/// `kioskctl status`: what the running kioskd says about its parts.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One line per part of the running kiosk.")

    @Option(help: "Control socket of kioskd.")
    var socket = KioskControlCommand.defaultSocket

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() async throws {
        try KioskControlCommand.finish(await StatusCommand.report(socket: socket), json: json)
    }
}
