import KioskDomain
import KioskTime
import Testing

@Suite("Zone of the centre")
struct CentreZoneTests {
    /// 2024-02-29T18:00:00Z, when Almaty put its clock back from UTC+6 to UTC+5.
    private let shift = UnixTime(milliseconds: 1_709_229_600_000)
    private let zone = CentreZone.almaty

    private func moment(_ day: CivilDate, _ hour: Int, _ minute: Int, _ second: Int = 0) throws -> CivilDateTime {
        try CivilDateTime(day, #require(CivilTime(hour: hour, minute: minute, second: second)))
    }

    @Test("Almaty is UTC+6 until 2024-03-01 and UTC+5 since")
    func offsets() {
        #expect(zone.offset(at: shift - .milliseconds(1)) == 6 * 3600)
        #expect(zone.offset(at: shift) == 5 * 3600)
    }

    @Test("Both sides of the shift on the wall")
    func wall() throws {
        let last = CivilDate.literal(2024, 2, 29)
        #expect(try zone.civil(shift - .milliseconds(1)) == moment(last, 23, 59, 59))
        #expect(try zone.civil(shift) == moment(last, 23, 0))
        #expect(try zone.civil(shift + .seconds(3600)) == moment(.literal(2024, 3, 1), 0, 0))
        #expect(zone.day(shift + .seconds(3599)) == last)
    }

    @Test("Wall to instant: the hour that came twice means the first")
    func back() throws {
        let last = CivilDate.literal(2024, 2, 29)
        #expect(try zone.instant(moment(last, 23, 30)) == shift - .seconds(1800))
        #expect(try zone.instant(moment(last, 22, 59)) == shift - .seconds(3660))
        #expect(zone.start(of: .literal(2024, 3, 1)) == shift + .seconds(3600))
        #expect(zone.start(of: .literal(2024, 2, 29)) == shift - .seconds(23 * 3600) - .seconds(3600))
    }

    @Test("Every hour of two years but the doubled one returns from the wall")
    func roundTrip() {
        let start = zone.start(of: .literal(2023, 3, 1))
        for hour in 0..<(2 * 365 * 24) {
            let time = start + .seconds(hour * 3600)
            let doubled = time >= shift && time < shift + .seconds(3600)
            #expect(zone.instant(zone.civil(time)) == (doubled ? time - .seconds(3600) : time))
        }
    }

    @Test("A skipped hour is read with the offset before the shift")
    func skipped() throws {
        let zone = try #require(CentreZone(identifier: "Europe/Berlin"))
        // 2024-03-31T01:00:00Z: 02:00 becomes 03:00.
        let shift = UnixTime(milliseconds: 1_711_846_800_000)
        #expect(try zone.instant(moment(.literal(2024, 3, 31), 2, 30)) == shift + .seconds(1800))
    }

    @Test("Milliseconds before 1970 belong to the second before")
    func negative() throws {
        let zone = try #require(CentreZone(identifier: "UTC"))
        #expect(try zone.civil(UnixTime(milliseconds: -1)) == moment(.literal(1969, 12, 31), 23, 59, 59))
        #expect(try zone.civil(UnixTime(milliseconds: -1000)) == moment(.literal(1969, 12, 31), 23, 59, 59))
        #expect(try zone.civil(UnixTime(milliseconds: -1001)) == moment(.literal(1969, 12, 31), 23, 59, 58))
    }

    @Test("Text with its offset, and a name that no database knows")
    func text() {
        #expect(zone.text(shift) == "2024-02-29T23:00:00+05:00")
        #expect(zone.text(shift - .seconds(1)) == "2024-02-29T23:59:59+06:00")
        #expect(CentreZone(identifier: "Nowhere/Nothing") == nil)
    }
}
