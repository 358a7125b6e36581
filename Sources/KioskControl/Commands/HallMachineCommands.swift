internal import KioskDevices
public import KioskDiagnostics

/// What `kioskctl hall enrol`, `hall revoke` and `hall machines` do.
public enum HallMachineCommands {
    /// The machines that the hall knows, or why kioskd could not be asked.
    public static func machines(socket: String) async -> DeskCommands.Answer<[ControlMachine]> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.hallMachines() }
    }

    /// A one-time code for a machine.
    public static func enrol(
        _ name: String, role: String, socket: String
    ) async -> DeskCommands.Answer<ControlHallCode> {
        await DeskCommands.ask(socket) { client throws(ControlError) in
            try await client.hallCode(name: name, role: role)
        }
    }

    /// Writes what the hall knows into a file (mode 0600), from which another machine can take over.
    ///
    /// - Returns: the file's size in bytes.
    public static func copy(to file: String, socket: String) async -> DeskCommands.Answer<Int> {
        let answer = await DeskCommands.ask(socket, limit: .seconds(20)) { client throws(ControlError) in
            try await client.hallCopy()
        }
        switch answer {
        case .problem(let result): return .problem(result)
        case .answer(let copy):
            do { try PrivateFile.write(file, copy) } catch {
                return .problem(
                    CheckResult(
                        id: "file", state: .fault, finding: "\(file) cannot be written (\(error))",
                        remedy: "Name a file in a folder that this user may write."))
            }
            return .answer(copy.count)
        }
    }

    /// Refuses a machine from now on.
    public static func revoke(_ name: String, socket: String) async -> DeskCommands.Answer<Void> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.revokeMachine(name) }
    }
}
