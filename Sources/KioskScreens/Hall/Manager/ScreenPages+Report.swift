import HallQueue
import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The daily report with its picture; its tables say the same for who does not see it.
    func reportPage(_ page: ReportPage, _ site: HallSite) -> String {
        var context = managerContext(page.language, .report, page.token, site)
        context["query"] = "&day=\(page.day)"
        var shown: [String: Any] = [
            "heading": ReportTexts.title, "dayLabel": ReportTexts.day, "show": ReportTexts.show,
            "days": page.days.map {
                ["value": $0.description, "text": $0.dotted, "current": $0 == page.day] as [String: Any]
            },
        ]
        if let report = page.report {
            shown["report"] =
                [
                    "day": page.day.description, "alt": ReportTexts.picture.with(page.day.dotted),
                    "csv": ReportTexts.csv, "svg": ReportTexts.svg, "png": ReportTexts.png,
                    "tables": tables(report, site),
                ] as [String: Any]
        } else if page.failure == nil {
            shown["none"] = ReportTexts.none
        }
        if let code = page.failure { context["failure"] = failure(code) }
        context["reports"] = shown
        return render("manager", spoken(context, in: page.language))
    }

    private func tables(_ report: HallReport, _ site: HallSite) -> [[String: Any]] {
        let places = report.rows.map(\.place)
        let hours = report.byHour.enumerated().filter { $0.element != HallFigures() }.map {
            (Self.plain("\($0.offset):00"), $0.element)
        }
        let lanes = TicketLane.allCases.map { lane in (lane.text, report.sum { $0.lane == lane }) }
        let services = Set(places.map(\.service)).sorted().map { id in
            (id.isEmpty ? ReportTexts.others : site.serviceName(id), report.sum { $0.service == id })
        }
        let windows = Set(places.compactMap(\.window)).sorted().map { number in
            (DeskTexts.window.with(number), report.sum { $0.window == number })
        }
        return [
            table(ReportTexts.total, [(ReportTexts.wholeDay, report.total)]),
            table(ReportTexts.byHour, hours), table(ReportTexts.byLane, lanes),
            table(ReportTexts.byService, services), table(ReportTexts.byWindow, windows),
        ].filter { !($0["rows"] as? [[String: Any]] ?? []).isEmpty }
    }

    private func table(_ title: Localised, _ rows: [(Localised, HallFigures)]) -> [String: Any] {
        [
            "title": title, "columns": ReportTexts.columns.map { ["name": $0] },
            "rows": rows.map { name, figures in
                ["name": name, "cells": ReportTexts.cells(figures).map { ["text": $0] }] as [String: Any]
            },
        ]
    }

    private static func plain(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }
}
