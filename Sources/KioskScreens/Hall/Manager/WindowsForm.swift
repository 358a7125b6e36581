import HallQueue
import KioskDomain
import KioskTexts

/// Which windows and services are on, what each window serves, and its breaks.
enum WindowsForm: PlanForm {
    private static let mostBreaks = 10
    /// Empty unless something is to be added.
    static let newFields = ["new-service", "new-service-minutes", "new-window"]

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
        addService(form, to: &plan, &problems)
        addWindow(form, to: &plan, &problems)
        // A new service is the last row: what no window serves is said beside its field.
        for row in plan.services.indices where plan.services[row].isOn {
            let missing = TicketLane.allCases.filter { lane in
                !plan.windows.contains {
                    $0.isOn && $0.services.contains(plan.services[row].id) && $0.lanes.contains(lane)
                }
            }
            guard !missing.isEmpty else { continue }
            problems[form.has("service-\(row)-id") ? "service-\(row)" : "new-service"] = Localised(
                kk: PlanTexts.noWindow.kk + " " + missing.map(\.text.kk).joined(separator: ", "),
                ru: PlanTexts.noWindow.ru + " " + missing.map(\.text.ru).joined(separator: ", "),
                en: PlanTexts.noWindow.en + " " + missing.map(\.text.en).joined(separator: ", "))
        }
        return (plan, problems)
    }

    /// A service that is new is on, and every window serves it until the manager says otherwise.
    private static func addService(
        _ form: FormFields, to plan: inout HallPlan, _ problems: inout [String: Localised]
    ) {
        let code = form.text("new-service")
        guard !code.isEmpty else { return }
        guard code.utf8.count <= HallPlan.longestName, code.utf8.allSatisfy(isCode) else {
            return problems["new-service"] = PlanTexts.code
        }
        guard !plan.services.contains(where: { $0.id == code }) else {
            return problems["new-service"] = PlanTexts.sameCode
        }
        let typed = form.text("new-service-minutes")
        guard let minutes = typed.isEmpty ? 10 : Int(typed), (1...HallPlan.longestMinutes).contains(minutes) else {
            return problems["new-service-minutes"] = PlanTexts.usualMinutes.with(HallPlan.longestMinutes)
        }
        plan.services.append(HallPlan.Service(id: code, usualSeconds: 60 * minutes))
        for place in plan.windows.indices { plan.windows[place].services.insert(code) }
    }

    /// As services stand in a configuration and in addresses.
    private static func isCode(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// A window that is new is on and serves everybody until the manager says otherwise.
    private static func addWindow(
        _ form: FormFields, to plan: inout HallPlan, _ problems: inout [String: Localised]
    ) {
        let typed = form.text("new-window")
        guard !typed.isEmpty else { return }
        guard typed.utf8.count <= 2, let number = Int(typed), (1...99).contains(number) else {
            return problems["new-window"] = PlanTexts.windowNumber
        }
        guard !plan.windows.contains(where: { $0.number == number }) else {
            return problems["new-window"] = PlanTexts.sameWindow
        }
        plan.windows.append(
            HallPlan.Window(
                number: number, services: Set(plan.services.map(\.id)), lanes: Set(TicketLane.allCases)))
        plan.windows.sort { $0.number < $1.number }
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
