import Foundation
public import KioskDomain

/// The civil time of a Public Service Centre: instants to its calendar and back.
public struct CentreZone: Sendable, Hashable {
    /// Its name in the IANA time zone database.
    public let identifier: String
    private let zone: TimeZone

    /// Nil when the database does not know the name.
    public init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    private init(_ zone: TimeZone, _ identifier: String) {
        self.zone = zone
        self.identifier = identifier
    }

    /// The zone of RULES: UTC+6 until 2024-03-01, UTC+5 since. Without a database it is fixed at UTC+5.
    public static let almaty =
        CentreZone(identifier: "Asia/Almaty") ?? CentreZone(TimeZone(secondsFromGMT: 5 * 3600) ?? .gmt, "UTC+5")

    /// Seconds east of UTC at that instant.
    public func offset(at time: UnixTime) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000))
    }

    /// What calendar and clock on the wall show at that instant.
    public func civil(_ time: UnixTime) -> CivilDateTime {
        // Floored: half a second before a second still belongs to the one before it.
        let seconds = Int(time.milliseconds / 1000) - (time.milliseconds % 1000 < 0 ? 1 : 0)
        return CivilDateTime(wallSeconds: seconds + offset(at: time))
    }

    /// The day at that instant.
    public func day(_ time: UnixTime) -> CivilDate { civil(time).date }

    /// The instant at which the wall shows this. A time that the wall shows twice means the first; one that a forward
    /// shift skips is read with the offset before the shift.
    public func instant(_ civil: CivilDateTime) -> UnixTime {
        let wall = civil.wallSeconds
        let asUTC = UnixTime(milliseconds: Int64(wall) * 1000)
        // Offsets a day before and after cover the shift, should there be one near.
        let before = offset(at: asUTC - .seconds(86_400))
        let after = offset(at: asUTC + .seconds(86_400))
        let candidates = Set([before, after]).map { UnixTime(milliseconds: Int64(wall - $0) * 1000) }
        return candidates.sorted().first { self.civil($0) == civil }
            ?? UnixTime(milliseconds: Int64(wall - before) * 1000)
    }

    /// The first instant of a day.
    public func start(of day: CivilDate) -> UnixTime { instant(CivilDateTime(day, .midnight)) }

    /// `YYYY-MM-DDTHH:MM:SS±HH:MM` (RFC 3339).
    public func text(_ time: UnixTime) -> String {
        let minutes = offset(at: time) / 60
        func pair(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let sign = minutes < 0 ? "-" : "+"
        return "\(civil(time))\(sign)\(pair(abs(minutes) / 60)):\(pair(abs(minutes) % 60))"
    }
}
