import Logging
import Synchronization
import Testing

/// Keeps what the portal logs, so that each test proves that no personal data is in it (DESIGN 5.7).
final class KeptLog: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:]) [\(event.level)]") }
    }

    /// How many lines hold all of these words.
    func count(_ words: String...) -> Int {
        lines.withLock { $0.count { line in words.allSatisfy(line.contains) } }
    }

    /// Looks for the IINs and phones of the register and for document numbers.
    func expectNoPersonalData() {
        for line in lines.withLock({ $0 }) {
            for secret in [
                People.adult, People.neverMatching, People.child, People.withoutPortrait, People.withoutPhone,
                People.fourFailures, People.fiveFailures, "+7700000", "00000000",
            ] {
                #expect(!line.contains(secret), "personal data in a log line")
            }
        }
    }
}
