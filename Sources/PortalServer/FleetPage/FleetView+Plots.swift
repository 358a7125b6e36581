import KioskDomain
import PortalContract

extension FleetView {
    /// Rows of the table beside a plot; more would hide what the picture shows.
    private static let tableRows = 24

    func plots(_ samples: [FleetSample]) -> [String: Any] {
        let times = samples.map(\.atMilliseconds)
        let plots: [(String, Localised, [(Localised, (FleetSample) -> Int64)])] = [
            (
                "reporting", FleetTexts.reporting,
                [(FleetTexts.reporting, { $0.reporting }), (FleetTexts.missing, { $0.missing })]
            ),
            ("waiting", FleetTexts.waiting, [(FleetTexts.waiting, { $0.waiting })]),
            ("clock", FleetTexts.clockPlot, [(FleetTexts.clockPlot, { $0.clockOffMilliseconds / 1_000 })]),
        ]
        let each = max(1, samples.count / Self.tableRows)
        let rows = samples.indices.reversed().filter { (samples.count - 1 - $0) % each == 0 }
        return [
            "hasSamples": !samples.isEmpty,
            "spans": [(24, FleetTexts.hours24), (168, FleetTexts.days7), (720, FleetTexts.days30)].map { hours, name in
                [
                    "name": name[language], "current": wish.hours == hours,
                    "address": wish.address { $0.hours = hours },
                ] as [String: Any]
            },
            "plots": plots.map { id, title, lines in
                [
                    "id": id, "title": title[language],
                    "picture": PlotPicture(
                        id: id, title: title[language], times: times,
                        lines: lines.map { line in
                            PlotPicture.Line(
                                name: line.0[language], values: samples.map { Double(line.1($0)) })
                        }, label: Self.clock
                    ).svg,
                    "names": lines.enumerated().map { ["name": $1.0[language], "number": $0] as [String: Any] },
                    "rows": rows.map { index in
                        [
                            "time": Self.clock(times[index]),
                            "values": lines.map { "\($0.1(samples[index]))" },
                        ] as [String: Any]
                    },
                ] as [String: Any]
            },
        ]
    }
}
