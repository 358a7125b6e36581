internal import CardReaderPCSC
internal import FoundationEssentials
internal import KioskDevices
internal import SmartCard

/// Looks for devices that are plugged in.
enum HardwareSearch {
    private static let videoLinks = "/dev/v4l/by-id"
    private static let usbDevices = "/dev/usb"

    /// Asks the file system and the smart-card service, which must run.
    static func look() async throws(StageProblem) -> StageHardware {
        let readers = try await readers()
        let virtual = [StageCast.firstVirtualReader, StageCast.secondVirtualReader]
        if let taken = readers.first(where: { virtual.contains($0.name) && $0.content != .empty }) {
            throw StageProblem(
                "another program has a card in the virtual reader \(taken.name)",
                remedy: "stop the other kiosk-sim, demonstration or test")
        }
        let found = StageHardware.of(
            videoLinks: entries(videoLinks), usbPrinters: entries(usbDevices), readers: readers)
        return StageHardware(
            cameras: found.cameras.map { "\(videoLinks)/\($0)" },
            printers: found.printers.map { "\(usbDevices)/\($0)" },
            readers: found.readers)
    }

    private static func entries(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func readers() async throws(StageProblem) -> [ReaderInfo] {
        let monitor = ReaderMonitor()
        let watching = Task { await monitor.run() }
        defer { watching.cancel() }
        // A service that has just been started lists its readers one after the other.
        let snapshot = try? await withDeadline(.seconds(5), "readers") {
            for await snapshot in monitor.snapshots() where !snapshot.readers.isEmpty { return snapshot }
            return monitor.latest
        }
        let latest = snapshot ?? monitor.latest
        switch latest.service {
        case .running: break
        case .failed(.notAuthorised):
            throw StageProblem("the smart-card service refuses this user", remedy: "start the demonstration as root")
        case .failed, .unknown:
            throw StageProblem("the smart-card service does not answer", remedy: "restart pcscd, then try again")
        }
        guard !latest.readers.isEmpty else {
            throw StageProblem(
                "there is no card reader, and no virtual one either",
                remedy: "apt-get install vsmartcard-vpcd, restart pcscd, or plug in a reader")
        }
        return latest.readers
    }
}
