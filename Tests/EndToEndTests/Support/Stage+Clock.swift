import FoundationEssentials
import KioskTestSupport
import Synchronization
import Testing

/// Portal and kioskd in a time of their own: libfaketime stands between them and the system's clock. What measures how long
/// something takes goes on as it does.
extension Stage {
    /// What the machine is behind an instant.
    static func ahead(of instant: String) throws -> Duration {
        .seconds(try Date(instant, strategy: .iso8601).timeIntervalSinceNow)
    }

    /// Stand before the program of whoever shall believe the stage's time.
    var clockWords: [String] {
        get throws {
            guard let ahead = ahead.withLock({ $0 }) else { return [] }
            let (library, seconds) = (try Self.timeLibrary(), ahead.components.seconds)
            // The second env: what libfaketime adds to the environment at its first start is there before Swift looks for the
            // arguments, which it finds by where the environment lies.
            return [
                "LD_PRELOAD=\(library)", "FAKETIME=\(seconds < 0 ? "" : "+")\(seconds)", "DONT_FAKE_MONOTONIC=1",
                "env",
            ]
        }
    }

    /// What is loaded before a program that shall believe another time.
    static func timeLibrary() throws -> String {
        let names = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map { "/usr/lib/\($0)/faketime/libfaketimeMT.so.1" }
        let library = names.first { FileManager.default.fileExists(atPath: $0) }
        try RealPart.require(library != nil, "libfaketime is not installed")
        return library ?? ""
    }

    /// Both are started anew, at `instant`.
    ///
    /// - Parameter configuration: nil for kioskd's own; a machine whose certificate is over by then is another one.
    func move(to instant: Date, _ configuration: KioskConfiguration? = nil) async throws {
        _ = try await child("kioskd")?.stop()
        try await movePortal(to: instant)
        try await startKiosk(configuration)
    }

    /// The portal alone is started anew, at `instant`: its clock decides.
    func movePortal(to instant: Date) async throws {
        _ = try await child("portal")?.stop()
        ahead.withLock { $0 = .seconds(instant.timeIntervalSinceNow) }
        try await startPortal()
    }

    /// What portal and kioskd take for now.
    var now: Date {
        let ahead = ahead.withLock { $0 } ?? .zero
        return Date.now + TimeInterval(ahead.components.seconds)
    }

    /// Days later at this centre: the first instant of that day.
    func midnight(_ days: Int, after instant: Date) -> Date {
        // Almaty has one offset all year.
        let offset = 5.0 * 3600
        let day = ((instant.timeIntervalSince1970 + offset) / 86_400).rounded(.down) + Double(days)
        return Date(timeIntervalSince1970: day * 86_400 - offset)
    }
}
