import Hummingbird
import KioskDevices
import KioskDomain

/// Signing in with the staff PIN, and the staff's page on a terminal.
struct StaffRoutes {
    let site: HallSite
    let pages: ScreenPages
    let door: StaffDoor

    func add(to router: Router<ScreenContext>) {
        router.post("staff/sign-in") { request, context in
            await door.enter(try await StaffForm.read(request, context, door.token))
        }
        router.post("staff/sign-out") { request, context in
            await door.leave(request, try await StaffForm.read(request, context, door.token))
        }
        guard let staff = site.staff else { return }
        router.get("staff") { request, _ in
            if let shut = await door.shut(request, .staff) { return shut }
            return Response.page(await page(staff, request.pageLanguage, said: nil))
        }
        router.post("staff/paper") { request, context in
            try await work(request, context, staff) { _ in
                let status = await staff.paperChanged()
                await door.record("staff.paper-changed", ["code": status.code?.rawValue ?? "ok"], by: request)
                return status.code.map { .problem($0) } ?? .done(StaffTexts.paperDone)
            }
        }
        router.post("staff/test") { request, context in
            try await work(request, context, staff) { form in
                let result = await staff.printTest(form.language)
                let code = Self.code(result)
                await door.record("staff.test-slip", ["code": code?.rawValue ?? "ok"], by: request)
                return code.map { .problem($0) } ?? .done(StaffTexts.testDone)
            }
        }
        router.post("staff/slip") { request, context in
            try await work(request, context, staff) { form in
                guard let slip = form.slip, let decision = form.decision else { return .problem(.requestInvalid) }
                do throws(Failure) {
                    // The decision is in the audit trail with the slip itself.
                    let result = try await staff.decide(decision, slip: slip)
                    if let code = result.flatMap(Self.code) { return .problem(code) }
                    return .done(result == nil ? StaffTexts.slipSeen : StaffTexts.slipPrinted)
                } catch {
                    return .problem(error.code)
                }
            }
        }
    }

    private static func code(_ result: SlipResult) -> FailureCode? {
        switch result {
        case .printed: nil
        case .unconfirmed: .slipUnconfirmed
        case .failed(let code): code
        }
    }

    private func work(
        _ request: Request, _ context: ScreenContext, _ staff: any StaffDesk,
        _ body: (StaffForm) async -> StaffSaid
    ) async throws -> Response {
        let form = try await StaffForm.read(request, context, door.token)
        guard await door.isOpen(request) else { return await door.asked(.staff, form.language) }
        return Response.page(await page(staff, form.language, said: await body(form)))
    }

    private func page(_ staff: any StaffDesk, _ language: Language, said: StaffSaid?) async -> String {
        pages.staffPage(
            StaffPage(
                language: language, token: door.token, devices: await staff.devices(), slips: await staff.openSlips(),
                said: said), site)
    }
}

/// What came of a press on the staff's page.
enum StaffSaid {
    case done(Localised)
    case problem(FailureCode)
}
