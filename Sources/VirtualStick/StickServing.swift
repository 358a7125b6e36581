import HelperProtocol
public import StreamSockets

/// The virtual stick on the wire: as kiosk-stick, but that it says what it is (R1).
public enum StickServing {
    /// Answers until the task is cancelled.
    public static func run(_ drive: VirtualStickDrive, on listener: ListeningSocket) async throws {
        try await StickServer(drive, isVirtual: true).run(listener)
    }
}
