import HallContract
import HallQueue
import KioskDomain
import KioskTexts

extension ScreenPages {
    /// A form for a part of the plan, as it stands or as it was typed.
    func planPage(_ page: PlanPage, _ view: HallView, _ site: HallSite) -> String {
        var context = managerContext(page.language, page.place, page.token, site)
        if page.isSaved { context["success"] = PlanTexts.saved }
        if let code = page.failure {
            var shown = failure(code)
            if code == .staffSignInNeeded { shown["signIn"] = ManagerTexts.signInAgain }
            context["failure"] = shown
        }
        var form: [String: Any] = ["mark": page.mark, "save": PlanTexts.save, "action": page.place.rawValue]
        if page.place == .hours {
            form["hours"] = hours(page)
        } else {
            form["windows"] = windows(page, view.plan, site)
        }
        context["form"] = form
        return render("manager", spoken(context, in: page.language))
    }

    // MARK: - Fields

    private func text(_ page: PlanPage, _ name: String, _ label: Localised, _ kind: String = "short") -> [String: Any] {
        var field: [String: Any] = ["name": name, "value": page.fields[name], "label": label, "kind": kind]
        note(page, name, &field)
        return field
    }

    private func check(_ page: PlanPage, _ name: String, _ label: Localised) -> [String: Any] {
        var field: [String: Any] = ["name": name, "label": label, "on": page.fields.isOn(name)]
        note(page, name, &field)
        return field
    }

    private func note(_ page: PlanPage, _ name: String, _ field: inout [String: Any]) {
        guard let problem = page.problems[name] else { return }
        field["isWrong"] = true
        field["wrong"] = problem
    }

    private func joined(_ first: Localised, _ second: Localised) -> Localised {
        Localised(
            kk: "\(first.kk): \(second.kk)", ru: "\(first.ru): \(second.ru)", en: "\(first.en): \(second.en)")
    }

    // MARK: - Hours

    private func hours(_ page: PlanPage) -> [String: Any] {
        [
            "limited": check(page, "limited", PlanTexts.limited), "limitedHint": PlanTexts.limitedHint,
            "daysTitle": PlanTexts.days, "breaksTitle": PlanTexts.breaks, "breaksHint": PlanTexts.breaksHint,
            "holidaysTitle": PlanTexts.holidays, "holidaysHint": PlanTexts.holidaysHint,
            "from": PlanTexts.from, "to": PlanTexts.to, "dateLabel": PlanTexts.dateLabel,
            "nameLabel": PlanTexts.nameLabel, "days": (1...7).map { day(page, $0) },
            "breaks": rows(page, "break", "from", HoursForm.mostBreaks).map { span(page, "break-\($0)", $0) },
            "holidays": rows(page, "holiday", "date", HoursForm.mostHolidays).map { holiday(page, $0) },
            "last": text(page, "last", PlanTexts.last), "lastLabel": PlanTexts.last,
        ]
    }

    /// The rows that the form has, as drawn or as posted.
    private func rows(_ page: PlanPage, _ name: String, _ field: String, _ most: Int) -> [Int] {
        (0..<most).filter { page.fields.has("\(name)-\($0)-\(field)") }
    }

    private func day(_ page: PlanPage, _ weekday: Int) -> [String: Any] {
        let (name, label) = ("day-\(weekday)", PlanTexts.weekday(weekday))
        return [
            "check": check(page, name, label), "start": text(page, "\(name)-from", joined(label, PlanTexts.from)),
            "end": text(page, "\(name)-to", joined(label, PlanTexts.to)),
        ]
    }

    private func span(_ page: PlanPage, _ name: String, _ row: Int) -> [String: Any] {
        let label = PlanTexts.oneBreak.with(row + 1)
        return [
            "title": label, "start": text(page, "\(name)-from", joined(label, PlanTexts.from)),
            "end": text(page, "\(name)-to", joined(label, PlanTexts.to)),
        ]
    }

    private func holiday(_ page: PlanPage, _ row: Int) -> [String: Any] {
        let (name, label) = ("holiday-\(row)", PlanTexts.oneHoliday.with(row + 1))
        return [
            "date": text(page, "\(name)-date", joined(label, PlanTexts.dateLabel), "date"),
            "name": text(page, "\(name)-name", joined(label, PlanTexts.nameLabel), "wide"),
            "start": text(page, "\(name)-from", joined(label, PlanTexts.from)),
            "end": text(page, "\(name)-to", joined(label, PlanTexts.to)),
        ]
    }

    // MARK: - Windows and services

    private func windows(_ page: PlanPage, _ plan: HallPlan, _ site: HallSite) -> [String: Any] {
        [
            "servicesTitle": PlanTexts.services, "servicesHint": PlanTexts.servicesHint,
            "windowsTitle": PlanTexts.windowList, "servesLabel": PlanTexts.services, "lanesLabel": PlanTexts.lanes,
            "breaksLabel": PlanTexts.ownBreaks, "newService": PlanTexts.newService,
            "newServiceHint": PlanTexts.newServiceHint, "newWindow": PlanTexts.newWindow,
            "newWindowHint": PlanTexts.newWindowHint, "minutesLabel": PlanTexts.minutesEach,
            "known": site.services.map(\.id).filter { id in !plan.services.contains { $0.id == id } },
            "serviceCode": text(page, "new-service", PlanTexts.newService),
            "serviceMinutes": text(page, "new-service-minutes", PlanTexts.minutesEach),
            "windowNumber": text(page, "new-window", PlanTexts.newWindow),
            "services": plan.services.indices.map { row in
                [
                    "check": check(page, "service-\(row)", site.serviceName(plan.services[row].id)),
                    "row": String(row), "id": plan.services[row].id,
                ] as [String: Any]
            },
            "windows": plan.windows.map { window(page, $0.number, plan, site) },
        ]
    }

    private func window(_ page: PlanPage, _ number: Int, _ plan: HallPlan, _ site: HallSite) -> [String: Any] {
        let (name, label) = ("window-\(number)", DeskTexts.window.with(number))
        return [
            "title": label, "isOn": check(page, name, PlanTexts.isOn),
            "serves": plan.services.indices.map { row in
                check(page, "\(name)-service-\(row)", site.serviceName(plan.services[row].id))
            },
            "lanes": TicketLane.allCases.map { check(page, "\(name)-lane-\($0.rawValue)", $0.text) },
            "breaks": text(page, "\(name)-breaks", joined(label, PlanTexts.ownBreaks), "wide"),
        ]
    }
}
