import HallQueue
import KioskDomain

/// The daily report as a picture (SVG 1.1): people by hour, and the mean wait by hour. Its figures stand on it, so that it
/// can be printed in black and white.
struct ReportPicture {
    let report: HallReport
    let language: Language
    let centre: String

    private static let (width, height) = (1200, 760)
    private static let (left, right) = (80, 1170)

    /// One kind of bars.
    private struct Series {
        var name: Localised
        var fill: String
        var values: [Int]
    }

    /// Where a panel stands on the picture.
    private struct Panel {
        var top: Int
        var bottom: Int
        var title: Localised
        var series: [Series]
    }

    var svg: String {
        let hours = self.hours
        let figures = report.byHour
        let people = Panel(
            top: 150, bottom: 420, title: ReportTexts.people,
            series: [
                Series(name: ReportTexts.arrivals, fill: "#00566b", values: hours.map { figures[$0].arrivals }),
                Series(name: ReportTexts.served, fill: "#f4b400", values: hours.map { figures[$0].served }),
            ])
        let waits = Panel(
            top: 540, bottom: 700, title: ReportTexts.waitMinutes,
            series: [
                Series(
                    name: ReportTexts.meanWait, fill: "#3b5059",
                    values: hours.map { ((figures[$0].meanWaitSeconds ?? 0) + 30) / 60 })
            ])
        let title = "\(centre), \(report.day.dotted)"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
            width="\(Self.width)" height="\(Self.height)" font-family="Noto Sans, DejaVu Sans, sans-serif" \
            role="img" aria-label="\(Self.plain(title))">
            <rect width="\(Self.width)" height="\(Self.height)" fill="#ffffff"/>
            \(Self.text(title, x: Self.left, y: 44, size: 26, weight: 700))
            \(Self.text(totals, x: Self.left, y: 80, size: 18))
            \(draw(people, hours))
            \(draw(waits, hours))
            </svg>
            """
    }

    /// From the first hour to the last in which anything happened; the usual working day when nothing did.
    private var hours: [Int] {
        let busy = report.byHour.indices.filter { report.byHour[$0] != HallFigures() }
        return Array((busy.first ?? 9)...(busy.last ?? 18))
    }

    private var totals: String {
        let total = report.total
        return [
            (ReportTexts.arrivals, String(total.arrivals)), (ReportTexts.served, String(total.served)),
            (ReportTexts.meanWait, ReportTexts.time(total.meanWaitSeconds)),
            (ReportTexts.noShows, String(total.noShows)), (ReportTexts.breaches, String(total.breaches)),
        ].map { "\($0.0[language]): \($0.1)" }.joined(separator: " · ")
    }

    private func draw(_ panel: Panel, _ hours: [Int]) -> String {
        let most = max(1, panel.series.flatMap(\.values).max() ?? 1)
        var lines = [Self.text(panel.title[language], x: Self.left, y: panel.top - 32, size: 20, weight: 700)]
        var place = Self.right
        for one in panel.series.reversed() where panel.series.count > 1 {
            let name = one.name[language]
            place -= 40 + name.count * 10
            lines.append(
                "<rect x=\"\(place)\" y=\"\(panel.top - 46)\" width=\"16\" height=\"16\" fill=\"\(one.fill)\"/>")
            lines.append(Self.text(name, x: place + 24, y: panel.top - 32, size: 16))
        }
        lines.append(
            "<path d=\"M\(Self.left) \(panel.bottom)H\(Self.right)\" stroke=\"#3b5059\" stroke-width=\"2\"/>")
        let slot = (Self.right - Self.left) / hours.count
        let bar = max(4, min(60, (slot - 12) / panel.series.count))
        for (index, hour) in hours.enumerated() {
            let middle = Self.left + slot * index + slot / 2
            lines.append(Self.text("\(hour):00", x: middle, y: panel.bottom + 24, size: 15, anchor: "middle"))
            for (row, one) in panel.series.enumerated() where one.values[index] > 0 {
                let x = middle - bar * panel.series.count / 2 + bar * row
                let (tall, _) = (panel.bottom - panel.top).multipliedReportingOverflow(by: one.values[index])
                let height = max(2, tall / most)
                lines.append(
                    "<rect x=\"\(x)\" y=\"\(panel.bottom - height)\" width=\"\(bar - 2)\" height=\"\(height)\" "
                        + "fill=\"\(one.fill)\"/>")
                lines.append(
                    Self.text(
                        String(one.values[index]), x: x + bar / 2, y: panel.bottom - height - 6, size: 15,
                        anchor: "middle"))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func text(
        _ text: String, x: Int, y: Int, size: Int, weight: Int = 400, anchor: String = "start"
    ) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" font-weight=\"\(weight)\" text-anchor=\"\(anchor)\" "
            + "fill=\"#10242e\">\(plain(text))</text>"
    }

    /// Text in XML (XML 1.0, 2.4), without characters that no document may have.
    private static func plain(_ text: String) -> String {
        text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF }.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(scalar)
            }
        }.joined()
    }
}
