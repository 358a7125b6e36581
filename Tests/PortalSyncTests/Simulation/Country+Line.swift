import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync

/// The line between kiosks and portal, and the portal's end of it.
extension Country {
    /// One try: what arrives, when, and how often; the kiosk's own deadline ends its waiting.
    mutating func send(_ message: Message, _ index: Int, round: Int) {
        let (boot, life) = (kiosks[index].boot, portalLife)
        timeline.plan(
            in: 10_000,
            .answer(.failure(RoundFailure(.portalUnreachable)), kiosk: index, boot: boot, round: round, life: nil))
        guard hasFaults else {
            timeline.plan(in: 50, .arrival(message, kiosk: index, boot: boot, round: round, life: life))
            return
        }
        if seed.chance(10) { return }
        timeline.plan(in: delay(), .arrival(message, kiosk: index, boot: boot, round: round, life: life))
        if seed.chance(8) {
            timeline.plan(in: delay(), .arrival(message, kiosk: index, boot: boot, round: round, life: life))
        }
        if seed.chance(5) {
            // TLS reset: the kiosk hears at once, the portal may have got it all.
            timeline.plan(
                in: 5,
                .answer(.failure(RoundFailure(.portalUnreachable)), kiosk: index, boot: boot, round: round, life: nil))
        }
    }

    /// Mostly short, sometimes up to 200 s, so that messages overtake each other.
    private mutating func delay() -> Int64 {
        seed.chance(12) ? .random(in: 1_000...200_000, using: &seed) : .random(in: 5...400, using: &seed)
    }

    mutating func arrive(_ message: Message, _ index: Int, _ boot: Int, _ round: Int) {
        if hasFaults, seed.chance(5) {
            let wish = Duration.seconds(Int.random(in: 1...120, using: &seed))
            let busy = RoundFailure(.portalRefused, retryAfter: seed.chance(50) ? wish : nil)
            reply(.failure(busy), index, boot, round)
            return
        }
        let before = portal.tables.kiosks[kiosks[index].id]?.done.count ?? 0
        let answer: Answer
        switch message {
        case .opening(let body): answer = .opened(portal.open(body, from: kiosks[index].id, at: timeline.time))
        case .batch(let batch):
            switch portal.take(batch, from: kiosks[index].id, at: timeline.time) {
            case .answer(let receipts): answer = .receipts(receipts)
            case .fenced: answer = .failure(RoundFailure(.kioskFenced))
            }
        }
        watchForMerge(index, boot, since: before)
        // The portal dies after its commit.
        if hasFaults, seed.chance(4) { return }
        reply(answer, index, boot, round)
    }

    private mutating func reply(_ answer: Answer, _ index: Int, _ boot: Int, _ round: Int) {
        guard hasFaults else {
            timeline.plan(in: 50, .answer(answer, kiosk: index, boot: boot, round: round, life: portalLife))
            return
        }
        if seed.chance(8) { return }
        let life = portalLife
        timeline.plan(in: delay(), .answer(mangled(answer), kiosk: index, boot: boot, round: round, life: life))
        if seed.chance(8) {
            timeline.plan(in: delay(), .answer(answer, kiosk: index, boot: boot, round: round, life: life))
        }
    }

    /// Half a reply, receipts doubled or in another order, a digest that is not ours.
    private mutating func mangled(_ answer: Answer) -> Answer {
        guard case .receipts(var answer) = answer, !answer.receipts.isEmpty, seed.chance(20) else { return answer }
        switch Int.random(in: 0..<5, using: &seed) {
        case 0: return .failure(RoundFailure(.portalAnswer))
        case 1: answer.receipts.removeLast(Int.random(in: 1...answer.receipts.count, using: &seed))
        case 2: answer.receipts.shuffle(using: &seed)
        case 3: answer.receipts += answer.receipts
        default: answer.receipts[0].digest = "another"
        }
        return .receipts(answer)
    }

    /// A kiosk that lives a second time must not be merged with its first life.
    private mutating func watchForMerge(_ index: Int, _ boot: Int, since count: Int) {
        let kiosk = kiosks[index]
        guard let end = kiosk.pictureEnd, boot >= kiosk.secondLife,
            let done = portal.tables.kiosks[kiosk.id]?.done, done.count > count
        else { return }
        let former = done[..<count].max() ?? 0
        guard done[count...].contains(where: { $0 > end }), !secondLifeBegan else { return }
        if former > end { problems.append("\(kiosk.id): merged above \(end), the portal held \(former)") }
        secondLifeBegan = true
    }
}
