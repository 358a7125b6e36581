import FoundationEssentials
import HallClient
import HallContract
import HallQueue
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskDomain
import Logging

/// One machine of the centre, joined with a code as a technician does it.
struct Machine: Sendable {
    let name: String
    let client: HallClient

    /// Joins, as each machine does with its first call: one that has no effect.
    func greet() async throws(Failure) {
        do throws(Failure) {
            _ = try await client.act(.finish, window: 999, request: RequestID(desk: name, id: "greeting"))
        } catch { guard error.code == .windowUnknown || error.code == .hallRefused else { throw error } }
    }
}

/// Where the hall is.
struct Place: Sendable {
    var address: String
    var enrolmentPort: Int
    var socket: String
    var folder: String

    /// A machine of this name, with a folder of its own.
    func join(_ name: String, role: HallRole) async throws -> Machine {
        let own = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        guard case .answer(let grant) = await HallMachineCommands.enrol(name, role: role.rawValue, socket: socket)
        else { throw Failure(.hallRefused, "no code for \(name)") }
        let code = "\(own)/code"
        try Data(grant.code.utf8).write(to: URL(filePath: code))
        var logger = Logger(label: name)
        logger.logLevel = .error
        let settings = try HallClientSettings(
            address: address, enrolmentPort: enrolmentPort, codeFile: code, folder: own)
        return Machine(
            name: name,
            client: HallClient(settings, logger: logger) {
                UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            })
    }
}
