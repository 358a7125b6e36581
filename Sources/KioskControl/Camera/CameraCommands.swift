internal import FoundationEssentials
internal import Glibc
public import HelperProtocol
public import KioskDevices
internal import KioskDiagnostics
internal import KioskDomain

/// What `kioskctl camera` does.
public enum CameraCommands {
    /// What can be set at the camera, or why kioskd could not be asked.
    public static func controls(
        of role: CameraRole = .face, socket: String
    ) async -> DeskCommands.Answer<[CameraControl]> {
        await DeskCommands.ask(socket, limit: .seconds(8)) { client throws(ControlError) in
            try await client.cameraControls(of: role)
        }
    }

    /// Measures the camera over `seconds`, held within 1…10 there.
    ///
    /// - Parameter configuration: kioskd's; names the device whose holder is looked for here, since a technician may see
    ///   other users' programs and kioskd may not.
    public static func test(
        of role: CameraRole = .face, seconds: Double, socket: String, configuration: String
    ) async -> DeskCommands.Answer<CameraTestReport> {
        let limit = CameraRequest.test(seconds: seconds).patience + .seconds(3)
        let answer = await DeskCommands.ask(socket, limit: limit) { client throws(ControlError) in
            try await client.cameraTest(of: role, seconds: seconds)
        }
        guard case .answer(var report) = answer, report.code == .cameraBusy else { return answer }
        let kiosk = await TechnicianConfiguration.read(configuration)
        let source = role == .face ? kiosk.cameraSource : kiosk.documentSource
        let path = String(source.dropFirst("device:".count))
        guard source.hasPrefix("device:"), DeviceHolder.find(path) != nil else { return answer }
        report.detail = "\(path): \(DeviceHolder.describe(path))"
        return .answer(report)
    }

    /// Takes a picture and writes it to a new file that only its owner can read.
    public static func snapshot(
        of role: CameraRole = .face, file: String, socket: String
    ) async -> DeskCommands.Answer<SnapshotReport> {
        // The file is made first: who may not write there takes no picture of anybody.
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            return .problem(notWritten(file, String(cString: strerror(errno))))
        }
        let handle = FileDescriptorOwner(descriptor)
        let answer = await DeskCommands.ask(socket, limit: CameraRequest.snapshot.patience + .seconds(3)) {
            client throws(ControlError) in try await client.cameraSnapshot(of: role)
        }
        switch answer {
        case .answer(let snapshot):
            guard handle.write(snapshot.jpeg) else {
                unlink(file)
                return .problem(notWritten(file, String(cString: strerror(errno))))
            }
            return .answer(snapshot.report)
        case .problem(let result):
            unlink(file)
            return .problem(result)
        }
    }

    private static func notWritten(_ file: String, _ reason: String) -> CheckResult {
        CheckResult(
            id: "camera.snapshot", state: .fault, finding: "\(file): \(reason)",
            remedy: "name a file that is not there yet, in a folder of your own")
    }
}

/// An open file that is closed with its owner.
private final class FileDescriptorOwner {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    func write(_ data: Data) -> Bool {
        data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
