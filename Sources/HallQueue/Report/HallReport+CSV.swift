import KioskDomain

extension HallReport {
    /// The rows as comma-separated values with a header (RFC 4180): lines end in CR LF, times are in seconds.
    public var csv: String {
        let head = [
            "day", "hour", "lane", "service", "window", "arrivals", "calls", "first_calls", "wait_seconds",
            "longest_wait_seconds", "served", "service_seconds", "no_shows", "transfers", "breaches", "unserved",
        ]
        let lines = rows.map { row in
            let figures = row.figures
            return [day.description, String(row.hour), row.place.lane.rawValue, row.place.service]
                + [row.place.window.map(String.init) ?? ""]
                + [
                    figures.arrivals, figures.calls, figures.firstCalls, figures.waitSeconds,
                    figures.longestWaitSeconds, figures.served, figures.serviceSeconds, figures.noShows,
                    figures.transfers, figures.breaches, figures.unserved,
                ].map { String($0) }
        }
        return ([head] + lines).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Quoted when it must be. What a spreadsheet would take for a formula gets an apostrophe.
    private static func field(_ text: String) -> String {
        let plain = text.first.map { "=+-@\t".contains($0) } ?? false ? "'" + text : text
        guard plain.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return plain }
        return "\"" + plain.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
