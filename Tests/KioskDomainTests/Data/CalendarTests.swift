import KioskDomain
import KioskTestSupport
import KioskTexts
import Testing

@Suite("Calendar")
struct CalendarTests {
    @Test(
        "Known day numbers",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2024-02-29", 19_782),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ])
    func dayNumbers(text: String, number: Int) throws {
        let date = try #require(CivilDate(iso: text))
        #expect(date.dayNumber == number)
        #expect(CivilDate(dayNumber: number) == date)
        #expect(date.description == text)
    }

    @Test("Every day from 1800 to 2200 returns from its number and its text, in order")
    func roundTrip() throws {
        var expected = CivilDate.literal(1800, 1, 1).dayNumber
        var count = 0
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...CivilDate.length(ofMonth: month, year: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    guard date.dayNumber == expected, CivilDate(dayNumber: expected) == date else {
                        Issue.record("\(date) has number \(date.dayNumber), not \(expected)")
                        return
                    }
                    expected += 1
                    count += 1
                }
            }
        }
        #expect(count == 146_462)
    }

    @Test("Arithmetic and text agree over random days (property)")
    func arithmetic() {
        var generator = SplitMix64("CivilDate")
        for _ in 0..<2000 {
            let date = CivilDate(dayNumber: Int.random(in: -62_000...84_000, using: &generator))
            let days = Int.random(in: -40_000...40_000, using: &generator)
            let moved = date.adding(days: days)
            #expect(date.days(until: moved) == days, "seed \(generator.seed)")
            #expect((date < moved) == (days > 0), "seed \(generator.seed)")
            #expect(CivilDate(iso: moved.description) == moved, "seed \(generator.seed)")
        }
    }

    @Test(
        "What is no day",
        arguments: [
            "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "0000-01-01", "2025-1-1",
            "2025-01-01 ",
        ])
    func noDay(text: String) { #expect(CivilDate(iso: text) == nil) }

    @Test("29 February a year on is 1 March; sums stay within the calendar")
    func years() {
        #expect(Sample.day("2024-02-29").adding(years: 1) == Sample.day("2025-03-01"))
        #expect(Sample.day("2024-02-29").adding(years: 4) == Sample.day("2028-02-29"))
        #expect(Sample.day("2024-02-28").adding(years: .max) == CivilDate(year: 9999, month: 2, day: 28))
        #expect(Sample.day("2024-02-28").adding(days: .max) == .latest)
        #expect(Sample.day("2024-02-28").adding(days: .min) == .earliest)
    }

    @Test("Wall time over midnight and before 1970")
    func moments() {
        #expect(Sample.moment("2025-12-31 23:59:59").adding(seconds: 1) == Sample.moment("2026-01-01 00:00"))
        #expect(CivilDateTime(wallSeconds: -1) == Sample.moment("1969-12-31 23:59:59"))
        #expect(Sample.moment("2026-01-01 00:00").adding(minutes: .max).date == .latest)
        #expect("\(Sample.moment("2026-01-02 03:04:05"))" == "2026-01-02T03:04:05")
        #expect(CivilTime(hour: 24, minute: 0) == nil && CivilTime(hour: 23, minute: 60) == nil)
    }

    @Test("Instants stay at the ends of their range")
    func instants() {
        let last = UnixTime(milliseconds: .max)
        #expect(last + .seconds(1) == last)
        #expect(UnixTime(milliseconds: .min) - .seconds(1) == UnixTime(milliseconds: .min))
        #expect(Sample.time(0).duration(to: Sample.time(90)) == .seconds(90))
    }

    @Test("Dates in words")
    func words() {
        let day = Sample.day("2025-05-28")
        #expect(day.long(in: .kazakh) == "2025 жылғы 28 мамыр")
        #expect(day.long(in: .russian) == "28 мая 2025 года")
        #expect(day.long(in: .english) == "28 May 2025")
        #expect(day.short == "28.05.2025")
        #expect(NumberTexts.grouped(1_234_567, in: .english) == "1,234,567")
        #expect(NumberTexts.grouped(786_400, in: .russian) == "786\u{00A0}400")
        #expect(NumberTexts.grouped(-100, in: .english) == "−100")
    }
}
