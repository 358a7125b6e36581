import HallContract
import HallQueue
import KioskDevices
import KioskDomain

/// What a machine of the centre can say: a certificate makes nobody right. Numbers far from life could overflow the hall's
/// arithmetic, or use up what is left of it.
enum Plausibility {
    private static let numbers = 1...99_999
    /// Milliseconds since 1970, as epochs and times are counted: to the year 2286.
    private static let instants: ClosedRange<Int64> = 0...9_999_999_999_999
    private static let textLimit = 64
    /// Days ahead of the hall's; numbers of later days would never be forgotten.
    private static let horizon = 7

    static func check(_ request: ReportRequest, today: CivilDate?) throws(Failure) {
        let report = request.report
        guard report.epoch.map(instants.contains) ?? true, report.highest.values.allSatisfy(numbers.contains),
            report.taps?.first.count ?? 0 <= VainTaps.limit,
            report.taps?.first.allSatisfy({ isShort($0.key) && instants.contains($0.value.milliseconds) }) ?? true,
            request.status.devices.count <= 64, request.status.devices.allSatisfy({ isShort($0.name) })
        else { throw refusal }
        // A day of long ago is only forgotten; a far one would never be.
        guard let today else { return }
        guard report.highest.keys.allSatisfy({ $0.day <= today.adding(days: horizon) }) else { throw refusal }
    }

    static func check(_ ticket: IssuedTicket, today: CivilDate?) throws(Failure) {
        guard ticket.number.day <= (today ?? ticket.number.day).adding(days: horizon),
            isShort(ticket.reservation ?? ""), numbers.contains(ticket.number.number), instants.contains(ticket.epoch),
            (0...1_000_000_000).contains(ticket.sequence), instants.contains(ticket.issuedAt.milliseconds),
            ticket.promise.map({ instants.contains($0.milliseconds) }) ?? true, isShort(ticket.service)
        else { throw refusal }
    }

    static func check(_ request: LeaseRequest) throws(Failure) {
        guard instants.contains(request.epoch) else { throw refusal }
    }

    static func check(_ request: ActRequest) throws(Failure) {
        guard (1...9999).contains(request.window), isShort(request.request.id), isShort(request.request.page ?? "")
        else { throw refusal }
    }

    private static func isShort(_ text: String) -> Bool { text.utf8.count <= textLimit }

    private static let refusal = Failure(.requestInvalid, "values beyond what the hall takes")
}
