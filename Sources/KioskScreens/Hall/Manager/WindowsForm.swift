import HallQueue
import KioskDomain
import KioskTexts

/// Which windows and services are on, what each window serves, and its breaks.
enum WindowsForm: PlanForm {
    private static let mostBreaks = 10

    static func fields(of plan: HallPlan, day: CivilDate) -> FormFields {
        var form = FormFields()
        for (row, service) in plan.services.enumerated() {
            // Rows are named by place: another order of the plan is another mark.
            form["service-\(row)-id"] = service.id
            form.set("service-\(row)", service.isOn)
        }
        for window in plan.windows {
            let name = "window-\(window.number)"
            form.set(name, window.isOn)
            for (row, service) in plan.services.enumerated() {
                form.set("\(name)-service-\(row)", window.services.contains(service.id))
            }
            for lane in TicketLane.allCases { form.set("\(name)-lane-\(lane.rawValue)", window.lanes.contains(lane)) }
            form["\(name)-breaks"] = window.breaks.map {
                "\($0.from.hoursAndMinutes)-\($0.to.hoursAndMinutes)"
            }.joined(separator: ", ")
        }
        return form
    }

    static func apply(_ form: FormFields, to plan: HallPlan) -> (plan: HallPlan, problems: [String: Localised]) {
        var (plan, problems) = (plan, [String: Localised]())
        for row in plan.services.indices { plan.services[row].isOn = form.isOn("service-\(row)") }
        for place in plan.windows.indices {
            let name = "window-\(plan.windows[place].number)"
            plan.windows[place].isOn = form.isOn(name)
            plan.windows[place].services = Set(
                plan.services.indices.filter { form.isOn("\(name)-service-\($0)") }.map { plan.services[$0].id })
            plan.windows[place].lanes = Set(
                TicketLane.allCases.filter { form.isOn("\(name)-lane-\($0.rawValue)") })
            if plan.windows[place].lanes.isEmpty { problems["\(name)-lane-A"] = PlanTexts.noLane }
            plan.windows[place].breaks = breaks(form, "\(name)-breaks", &problems)
        }
        for row in plan.services.indices where plan.services[row].isOn {
            let missing = TicketLane.allCases.filter { lane in
                !plan.windows.contains {
                    $0.isOn && $0.services.contains(plan.services[row].id) && $0.lanes.contains(lane)
                }
            }
            guard !missing.isEmpty else { continue }
            problems["service-\(row)"] = Localised(
                kk: PlanTexts.noWindow.kk + " " + missing.map(\.text.kk).joined(separator: ", "),
                ru: PlanTexts.noWindow.ru + " " + missing.map(\.text.ru).joined(separator: ", "),
                en: PlanTexts.noWindow.en + " " + missing.map(\.text.en).joined(separator: ", "))
        }
        return (plan, problems)
    }

    /// `13:00-14:00, 16:30-16:45`.
    private static func breaks(
        _ form: FormFields, _ name: String, _ problems: inout [String: Localised]
    ) -> [HallHours.Span] {
        let parts = form.text(name).split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        var found: [HallHours.Span] = []
        for part in parts.filter({ !$0.isEmpty }) {
            let times = part.split(whereSeparator: { "-–—".contains($0) }).map { HallHours.Span.time(String($0)) }
            guard times.count == 2, let from = times[0], let to = times[1], found.count < mostBreaks else {
                problems[name] = PlanTexts.breakList
                return []
            }
            let span = HallHours.Span(from: from, to: to)
            if to <= from { problems[name] = PlanTexts.endFirst }
            if found.contains(where: { $0.from < to && from < $0.to }) { problems[name] = PlanTexts.overlaps }
            found.append(span)
        }
        return found.sorted { $0.from < $1.from }
    }
}
