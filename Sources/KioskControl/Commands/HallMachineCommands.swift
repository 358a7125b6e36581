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

    /// Refuses a machine from now on.
    public static func revoke(_ name: String, socket: String) async -> DeskCommands.Answer<Void> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.revokeMachine(name) }
    }
}
