import HTTPTypes
import KioskDomain
import Logging
import PortalContract
@testable import PortalServer
import Synchronization
import Testing

/// Keeps what the portal logs, so that each test proves that no personal data is in it (DESIGN 5.7).
final class KeptLog: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])
    private let answers = Mutex<Set<Answer>>([])
    private static let document = try? ContractDocument.own()

    /// What an operation said, by its method and path.
    private struct Answer: Hashable {
        var operation: String
        var status: Int
        var code: FailureCode?
    }

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
        guard event.message == "request", let said = event.metadata, let method = said["method"],
            let route = said["route"], let status = said["status"].flatMap({ Int("\($0)") })
        else { return }
        let code = said["code"].flatMap { FailureCode(rawValue: "\($0)") }
        _ = answers.withLock { $0.insert(Answer(operation: "\(method) \(route)", status: status, code: code)) }
    }

    /// How many lines hold all of these words.
    func count(_ words: String...) -> Int {
        lines.withLock { $0.count { line in words.allSatisfy(line.contains) } }
    }

    /// Issue 6.1: whatever a test met, the document says that the operation refuses with it.
    func expectOnlyContract() throws {
        let document = try #require(Self.document)
        // 400 is of a connection that ended amid a request: nobody reads it.
        for answer in answers.withLock({ $0 }) where answer.status > 400 {
            let operation = PortalOperation.allCases.first { "\($0.method.rawValue) \($0.path)" == answer.operation }
            guard let operation, let refusals = document.operations[operation]?.refusals else { continue }
            let told = "\(operation.rawValue) \(answer.status) \(answer.code?.rawValue ?? "none")"
            guard let codes = refusals[answer.status] else {
                Issue.record("not in the contract: \(told)")
                continue
            }
            #expect(answer.code.map(codes.contains) ?? true, "not in the contract: \(told)")
        }
    }

    /// Looks for the IINs and phones of the register and for document numbers.
    func expectNoPersonalData() {
        for line in lines.withLock({ $0 }) {
            for secret in [
                People.adult, People.neverMatching, People.child, People.withoutPortrait, People.withoutPhone,
                People.fourFailures, People.fiveFailures, People.passportHolder, People.foreigner, People.otherDigits,
                People.adultToday, People.adultTomorrow, "+7700000", "00000000",
            ] {
                #expect(!line.contains(secret), "personal data in a log line")
            }
        }
    }
}
