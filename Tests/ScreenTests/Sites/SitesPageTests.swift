import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import NCALayer
import Testing

@Suite("Issue 3, item 11: the operator's rules for sites")
struct SitesPageTests {
    private let desk = ScriptedDesk()

    private func serve(_ body: @escaping @Sendable (Page, String) async throws -> Void) async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), consents: desk, sites: desk) { page in
            let html = try await page.get("/operator/sites?lang=en").text
            let start = try #require(html.range(of: "name=\"token\" value=\""))
            try await body(page, String(html[start.upperBound...].prefix { $0 != "\"" }))
        }
    }

    @Test("every site that has a rule or asked, in three languages", arguments: ["kk", "ru", "en"])
    func list(language: String) async throws {
        try await serve { page, _ in
            let html = try await page.get("/operator/sites?lang=\(language)").text
            #expect(html.contains("https://egov.kz") && html.contains("https://portal.example"))
            #expect(html.contains("2025-11-21 10:04") && html.contains("lang=\"\(language)\""))
            #expect(html.contains("<option value=\"allow\" selected>"))
        }
    }

    @Test("set, add and remove; the answer is the page as it is then")
    func set() async throws {
        try await serve { page, token in
            func post(_ origin: String, _ permission: String) async throws -> String {
                try await page.post(
                    "/operator/sites", "token=\(token)&language=en&origin=\(origin)&permission=\(permission)"
                ).text
            }
            _ = try await post("https%3A%2F%2FNew.example", "deny")
            _ = try await post("https%3A%2F%2Fegov.kz", "")
            _ = try await post("-", "ask")
            #expect(await desk.rules == [.site("https://new.example"): .deny, .opaque: .deny, .none: .ask])
        }
    }

    @Test("Bad input: no origin, no permission, a foreign form, a locked desk")
    func refused() async throws {
        try await serve { page, token in
            let before = await desk.rules
            for (fields, code) in [
                ("origin=egov.kz&permission=allow", FailureCode.doorRequest),
                ("origin=https%3A%2F%2Fa.example%2Fpath&permission=allow", .doorRequest),
                ("origin=https%3A%2F%2Fa.example&permission=maybe", .doorRequest),
            ] {
                let html = try await page.post("/operator/sites", "token=\(token)&language=en&\(fields)").text
                #expect(html.contains(code.rawValue))
            }
            let foreign = try await page.post(
                "/operator/sites", "token=0&language=en&origin=https%3A%2F%2Fa.example&permission=allow")
            #expect(foreign.status == 403)
            await desk.refuse(with: Failure(.operatorCardNeeded))
            let locked = try await page.post(
                "/operator/sites", "token=\(token)&language=en&origin=https%3A%2F%2Fa.example&permission=allow")
            #expect(locked.text.contains(FailureCode.operatorCardNeeded.rawValue))
            #expect(await desk.rules == before)
        }
    }
}
