import KioskDevices
import KioskDomain
import KioskScreens
import PortalContract
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("E7: revoking at the desk: each certificate of the form, and one slip for all of them")
struct DeskRevocationTests {
    /// The portal's register, whose answers get lost as a test says, and the printer.
    private final class Around: Sendable {
        struct State: Sendable {
            var revoked: [String: RevocationCause] = [:]
            /// The portal does it, and these answers never come.
            var lost: Set<String> = []
            /// The line is cut before these are asked for.
            var cut: Set<String> = []
            var slips: [RevokedCertificates] = []
            var notes = 0
        }

        let state = Mutex(State())
        let iin: IIN

        init() throws { iin = try IIN(text: "900101300017") }

        var slips: [RevokedCertificates] { state.withLock { $0.slips } }
        func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

        private var listed: PersonCertificates {
            let revoked = state.withLock { $0.revoked }
            return PersonCertificates(
                iin: iin, name: "Demo Person 1",
                certificates: ["0a", "0b"].map { serial in
                    PersonalCertificate(
                        serial: serial, uses: EDSKey.allCases, application: "E000000042", lastDay: .literal(2028, 1, 1),
                        standing: revoked[serial].map { .revoked($0, on: .literal(2026, 11, 23)) } ?? .valid)
                })
        }

        private func revoke(_ serial: String, _ cause: RevocationCause) throws(Failure) -> RevocationRecord {
            let answer = state.withLock { state -> (cause: RevocationCause, isLost: Bool)? in
                guard state.cut.remove(serial) == nil else { return nil }
                let former = state.revoked[serial] ?? cause
                state.revoked[serial] = former
                return (former, state.lost.remove(serial) != nil)
            }
            guard let answer, !answer.isLost else { throw Failure(.portalUnreachable) }
            guard answer.cause == cause else { throw Failure(.idempotencyConflict) }
            return RevocationRecord(serial: serial, cause: cause, revokedAtMilliseconds: 1_795_406_400_000)
        }

        var steps: DeskRevocations.Steps {
            DeskRevocations.Steps(
                listed: { () async throws(Failure) in self.listed }, note: { self.change { $0.notes += 1 } },
                revoke: { (serial, cause) async throws(Failure) in try self.revoke(serial, cause) },
                print: { slip in
                    self.change { $0.slips.append(slip) }
                    return .printed
                }, day: { _ in .literal(2026, 11, 23) })
        }
    }

    private let desk = DeskRevocations()
    private let around: Around

    init() throws { around = try Around() }

    private func press(_ cause: RevocationCause = .keyCompromise) async -> Result<PersonCertificates, Failure> {
        do throws(Failure) {
            return .success(try await desk.revoke(["0a", "0b"], because: cause, around.steps))
        } catch {
            return .failure(error)
        }
    }

    private func code(_ result: Result<PersonCertificates, Failure>) -> FailureCode? {
        guard case .failure(let failure) = result else { return nil }
        return failure.code
    }

    @Test(
        "a lost answer, or a cut line, at the first or the second: asked again, the slip names the whole set, once",
        arguments: [("0a", true), ("0b", true), ("0a", false), ("0b", false)])
    func lostAnswer(serial: String, isDone: Bool) async throws {
        around.change { if isDone { $0.lost = [serial] } else { $0.cut = [serial] } }
        #expect(code(await press()) == .portalUnreachable && around.slips.isEmpty)
        let person = PersonCertificates(
            iin: around.iin, name: "", certificates: try await around.steps.listed().certificates)
        #expect(await desk.owed(of: person) == ["0a", "0b"])
        let shown = try await press().get()
        #expect(shown.slip == .printed && shown.certificates.allSatisfy { !$0.isRevocable })
        #expect(around.slips.map(\.serials) == [["0a", "0b"]] && around.slips.first?.cause == .keyCompromise)
        #expect(await desk.owed(of: person).isEmpty)
        #expect(code(await press()) == .certificateRevoked && around.slips.count == 1)
    }

    @Test("another reason on the second try: what was revoked keeps its own")
    func otherCause() async throws {
        around.change { $0.cut = ["0b"] }
        #expect(code(await press()) == .portalUnreachable)
        _ = try await press(.superseded).get()
        #expect(around.state.withLock { $0.revoked } == ["0a": .keyCompromise, "0b": .superseded])
        #expect(around.slips.map(\.serials) == [["0a", "0b"]])
    }

    @Test("half of a set was revoked elsewhere: the slip names both; all of it: told, nothing printed or journalled")
    func elsewhere() async throws {
        around.change { $0.revoked = ["0a": .keyCompromise] }
        _ = try await press().get()
        #expect(around.slips.map(\.serials) == [["0a", "0b"]])
        let other = DeskRevocations()
        let again = await #expect(throws: Failure.self) {
            _ = try await other.revoke(["0a", "0b"], because: .keyCompromise, around.steps)
        }
        #expect(again?.code == .certificateRevoked && around.slips.count == 1)
        #expect(around.state.withLock { $0.notes } == 1)
    }

    @Test("two presses at once: one slip")
    func together() async {
        async let one = press()
        async let two = press()
        let codes = [code(await one), code(await two)]
        #expect(Set(codes) == [nil, .certificateRevoked] && around.slips.count == 1)
    }
}
