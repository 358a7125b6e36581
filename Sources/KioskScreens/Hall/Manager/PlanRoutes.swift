import HallContract
import HallQueue
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain

/// A form for a part of the plan. Whatever is refused comes back as it was typed, the reason beside each field.
struct PlanRoutes<Form: PlanForm> {
    let site: HallSite
    let pages: ScreenPages
    let door: StaffDoor
    let place: StaffPlace

    func add(to router: Router<ScreenContext>) {
        router.get(RouterPath(place.rawValue)) { request, _ in
            if let shut = await door.shut(request, place) { return shut }
            guard let view = site.hall.view else { return noHall(request.pageLanguage) }
            let fields = Form.fields(of: view.plan, day: view.day)
            var page = PlanPage(place: place, language: request.pageLanguage, token: door.token, fields: fields)
            page.mark = fields.mark
            page.isSaved = request.uri.queryParameters["saved"] != nil
            return Response.page(pages.planPage(page, view, site))
        }
        router.post(RouterPath(place.rawValue)) { request, _ in
            let form = try await FormFields.read(request, door.token)
            guard let view = site.hall.view else { return noHall(form.language) }
            return await save(form, view, request, isSignedIn: await door.isOpen(request))
        }
    }

    private func save(
        _ form: FormFields, _ view: HallView, _ request: Request, isSignedIn: Bool
    ) async -> Response {
        var page = PlanPage(place: place, language: form.language, token: door.token, fields: form)
        page.mark = form["mark"]
        func again(_ status: HTTPResponse.Status) -> Response {
            Response.page(pages.planPage(page, view, site), status: status)
        }
        guard isSignedIn else {
            // Somebody who typed for longer than the session lasts signs in beside this page and saves then.
            page.failure = .staffSignInNeeded
            return again(.conflict)
        }
        let (plan, problems) = Form.apply(form, to: view.plan)
        page.problems = problems
        let current = Form.fields(of: view.plan, day: view.day)
        guard form["mark"] == current.mark else {
            page.failure = .hallPlanChanged
            page.mark = current.mark
            for name in Self.typed(form).differences(from: current) {
                page.problems[name] = problems[name] ?? PlanTexts.inForce(current[name])
            }
            return again(.conflict)
        }
        guard problems.isEmpty else { return again(.unprocessableContent) }
        do throws(Failure) {
            // Two saves at the same instant: the hall takes the first, as if the second form had been drawn before it.
            try await site.hall.replan(plan, over: view.plan)
        } catch {
            page.failure = error.code
            return again(.conflict)
        }
        await door.record("manager.plan-saved", ["part": "\(place)"], by: request)
        return Response.seeOther("\(place.rawValue)?lang=\(form.language.rawValue)&saved=1")
    }

    /// Without what every form carries.
    private static func typed(_ form: FormFields) -> FormFields {
        var typed = form
        for name in ["token", "language", "mark"] + WindowsForm.newFields { typed[name] = "" }
        return typed
    }

    private func noHall(_ language: Language) -> Response {
        Response.page(pages.managerPage(language, door.token, site, done: nil), status: .serviceUnavailable)
    }
}

/// Everything that a form of the plan shows.
struct PlanPage {
    var place: StaffPlace
    var language: Language
    var token: ScreenToken
    /// As in the plan, or as typed.
    var fields: FormFields
    /// Of the plan that the fields were drawn from.
    var mark = ""
    var problems: [String: Localised] = [:]
    var failure: FailureCode?
    var isSaved = false
}
