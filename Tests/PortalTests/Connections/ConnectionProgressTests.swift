import Testing

@testable import PortalServer

@Suite("Issue 6: what a connection is given time for") struct ConnectionProgressTests {
    private func after(_ changes: [(inout ConnectionProgress) -> Void]) -> [ConnectionProgress.Step] {
        var progress = ConnectionProgress(isEncrypted: true)
        return changes.map { change in
            change(&progress)
            return progress.step
        }
    }

    @Test("One request after the other") func inTurn() {
        let round: [(inout ConnectionProgress) -> Void] = [
            { $0.bytesCame() }, { $0.headWasRead() }, { $0.bytesCame() }, { $0.requestWasRead() }, { $0.wasAnswered() },
        ]
        let steps: [ConnectionProgress.Step] = [.head, .body, .body, .answer, .idle]
        #expect(
            after([{ $0.bytesCame() }, { $0.handshakeEnded() }] + round + round) == [.handshake, .idle] + steps + steps)
    }

    @Test("An answer before the body is whole leaves the body its deadline") func early() {
        let steps = after([
            { $0.handshakeEnded() }, { $0.bytesCame() }, { $0.headWasRead() }, { $0.wasAnswered() }, { $0.bytesCame() },
            { $0.requestWasRead() },
        ])
        #expect(steps == [.idle, .head, .body, .body, .body, .idle])
    }

    @Test("Requests that do not wait for answers are idle when the last one is answered") func together() {
        let steps = after([
            { $0.handshakeEnded() }, { $0.bytesCame() }, { $0.headWasRead() }, { $0.requestWasRead() },
            { $0.headWasRead() }, { $0.requestWasRead() }, { $0.wasAnswered() }, { $0.wasAnswered() },
        ])
        #expect(steps == [.idle, .head, .body, .answer, .body, .answer, .answer, .idle])
    }
}
