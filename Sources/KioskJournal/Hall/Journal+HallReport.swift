internal import GRDB
public import HallQueue
public import KioskDomain

extension Journal {
    /// Reports are kept so many days.
    private static let reportDays = 400

    /// What a day in the hall was like; the day of the hall as it is so far. Nil for a day that is not kept.
    public func hallReport(_ day: CivilDate, at now: UnixTime) throws(JournalError) -> HallReport? {
        if let hall, hall.day == day { return hall.reportAtEnd(now) }
        return try reading { database in
            try String.fetchOne(
                database, sql: "SELECT report FROM hall_report WHERE day = ?", arguments: [day.description]
            ).map { try JSON.decode(HallReport.self, Array($0.utf8)) }
        }
    }

    /// The days whose reports are kept, the newest first.
    public func hallReportDays() throws(JournalError) -> [CivilDate] {
        try reading { database in
            try String.fetchAll(database, sql: "SELECT day FROM hall_report ORDER BY day DESC")
                .compactMap { CivilDate(iso: $0) }
        }
    }

    /// Keeps the reports of days that ended, in the transaction that opens the next one.
    func keep(_ database: Database, _ ended: [HallReport]) throws {
        for report in ended {
            try database.run(
                sql: "INSERT OR REPLACE INTO hall_report VALUES (?, ?)",
                arguments: [report.day.description, String(decoding: try JSON.encode(report), as: UTF8.self)])
            try database.run(
                sql: "DELETE FROM hall_report WHERE day < ?",
                arguments: [report.day.adding(days: -Self.reportDays).description])
        }
    }
}
