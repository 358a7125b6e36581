internal import KioskDevices
internal import KioskDomain
internal import NCALayerDoor
internal import Subprocess
internal import SystemPackage

/// What `kioskctl trust-door` does.
public enum TrustDoorCommand {
    /// The shell script for the door of the kioskd that this configuration is of.
    ///
    /// - Throws: `door.certificate-not-trusted` when the door was never opened, so that there is nothing to trust yet.
    public static func script(configuration: String) async throws -> String {
        let values = await TechnicianConfiguration.read(configuration)
        guard let identity = try DoorIdentity.kept(in: "\(values.stateFolder)/door") else {
            throw Failure(.doorNotTrusted, "there is no certificate in \(values.stateFolder)/door: open the door first")
        }
        return DoorTrust.script(identity, sites: values.sites)
    }

    /// Runs it; its lines go to this command's output.
    /// - Returns: its exit status.
    public static func run(_ script: String) async throws -> Int32 {
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-s"], input: .string(script),
            output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
        if case .exited(let status) = result.terminationStatus { return status }
        return 1
    }
}
