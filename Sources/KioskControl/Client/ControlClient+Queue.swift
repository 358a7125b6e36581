public import FoundationEssentials
public import KioskDiagnostics
internal import NIOHTTP1

extension ControlClient {
    /// A day's report has at most 20,000 rows.
    private static let largestReport = 16 << 20

    /// The queue of the hall as it is.
    public func queue() async throws(ControlError) -> ControlQueue {
        try Self.understood(try await ask(.GET, "/queue"))
    }

    /// Lets windows pause, or go on, and tells the queue after that.
    public func pause(_ wish: ControlPause) async throws(ControlError) -> ControlQueue {
        try Self.understood(try await ask(.POST, "/queue/pause", body: try? JSONEncoder().encode(wish)))
    }

    /// The report of a day; nil for the hall's present day.
    public func queueReport(_ day: String?, _ form: ControlReportForm) async throws(ControlError) -> Data {
        // Nothing but a date goes into the address.
        let date = day.map { "&day=" + $0.filter { $0.isASCII && ($0.isNumber || $0 == "-") } } ?? ""
        let answer = try await ask(.GET, "/queue/report?form=\(form.rawValue)\(date)", upTo: Self.largestReport)
        guard answer.status == 200 else { throw Self.problem(answer) }
        return answer.body
    }
}
