import KioskDevices
import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("Sticks: waiting for the person's own", .timeLimit(.minutes(1)))
struct StickWatchTests {
    private func made(_ sights: StickSight...) -> (StickWatch, ScriptedSticks) {
        let sticks = ScriptedSticks(sights)
        return (StickWatch(sticks, pause: .milliseconds(1)), sticks)
    }

    @Test("a stick that was there before is nobody's, until the port was empty")
    func leftBehind() async {
        let (watch, sticks) = made(.ready)
        let left = StickSight.refused(.stickLeftBehind)
        #expect(await watch.next(after: nil) == left)
        await sticks.show(.none)
        let empty = await watch.next(after: left)
        #expect(empty == StickSight.none)
        await sticks.show(.ready)
        let own = await watch.next(after: StickSight.none)
        #expect(own == .ready)
    }

    @Test("a person may say that it is theirs; the next one is asked again")
    func accepted() async {
        let (watch, _) = made(.ready)
        await watch.accept()
        #expect(await watch.next(after: nil) == .ready)
        await watch.forget()
        #expect(await watch.next(after: nil) == .refused(.stickLeftBehind))
    }

    @Test("a refusal is told when two looks agree; right after plugging in nothing can be read yet")
    func passing() async {
        let unreadable = StickSight.refused(.stickUnreadable)
        let (plugged, _) = made(.none, unreadable, .ready)
        let empty = await plugged.next(after: nil)
        #expect(empty == StickSight.none)
        #expect(await plugged.next(after: StickSight.none) == .ready)
        let (bad, sticks) = made(.none, unreadable)
        #expect(await bad.next(after: StickSight.none) == unreadable)
        let looks = await sticks.looks
        #expect(looks == 3)
    }

    @Test("savings that fail with the stick still in: the wait before is over, and the stick is told anew each time")
    func failingTwice() async {
        let (watch, sticks) = made(.ready)
        await watch.accept()
        for _ in 1...2 {
            let before = await sticks.looks
            let waiting = Task { await watch.next(after: .ready) }
            while await sticks.looks == before { await Task.yield() }
            await watch.stop()
            let ended = await waiting.value
            #expect(ended == nil)
            #expect(await watch.next(after: nil) == .ready, "so that it can be saved again")
        }
    }

    @Test("a helper that is not there is told, not waited for")
    func absent() async {
        #expect(await StickWatch(nil, pause: .milliseconds(1)).next(after: nil) == .refused(.stickFault))
    }
}

/// Shows one sight after the other, and the last one for good.
private actor ScriptedSticks: StickDrive {
    private var sights: [StickSight]
    private(set) var looks = 0

    init(_ sights: [StickSight]) { self.sights = sights }

    func show(_ sight: StickSight) { sights = [sight] }

    func look() -> StickSight {
        looks += 1
        return sights.count > 1 ? sights.removeFirst() : sights.first ?? StickSight.none
    }

    func save(_ bytes: [UInt8], as name: String) throws(Failure) -> StickFile { throw Failure(.stickFault) }
    func keyFiles() throws(Failure) -> StickListing { throw Failure(.stickNotRead) }
    func read(_ path: String, on stick: String) throws(Failure) -> [UInt8] { throw Failure(.stickNotRead) }
}
