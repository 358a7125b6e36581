import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The operator's page: plain forms, answered by the page itself, so that no IIN stands in an address.
struct OperatorRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions
    /// Proves that a form comes from our own page; new with every start.
    let token: ScreenToken
    let ground: DeskGround

    func add(to router: Router<ScreenContext>) {
        router.get("operator") { request, _ in
            await answer(OperatorPage(language: request.pageLanguage, token: token))
        }
        OperatorSeatRoutes(host: host, options: options, token: token).add(to: router)
        DocumentDeskRoutes(host: host, pages: pages, token: token).add(to: router)
        CardDeskRoutes(host: host, pages: pages, token: token).add(to: router)
        ExchangeDeskRoutes(host: host, pages: pages, token: token).add(to: router)
        PartRoutes(host: host, consents: ground.consents, options: options).add(to: router)
        router.post("operator/check") { request, context in
            try await personForm(request, context) { page, iin in
                page.result = try await host.operatorCheck(iin)
                page.failure = page.result?.problem
            }
        }
        router.post("operator/accept") { request, context in
            let form = try await form(request, context)
            return try await person(form) { page, iin in
                guard let medium = Medium(rawValue: form.medium ?? Medium.idCard.rawValue) else {
                    throw Failure(.requestInvalid, "no medium")
                }
                let number = try await host.acceptApplication(iin, on: medium)
                page.accepted = (number, medium)
                page.opened = try await host.operatorCase(number, revealing: false)
            }
        }
        router.post("operator/certificates") { request, context in
            try await personForm(request, context) { page, iin in
                page.certificates = try await host.operatorCertificates(iin)
            }
        }
        router.post("operator/revoke") { request, context in
            let form = try await form(request, context)
            return try await person(form) { page, iin in
                guard form.papers == "seen", let cause = form.cause.flatMap(RevocationCause.init) else {
                    throw Failure(.requestInvalid, "the identity was not checked, or no cause")
                }
                let serials = (form.serials ?? "").split(separator: ",").prefix(8).map(String.init)
                page.certificates = try await host.revoke(
                    serials, of: iin, because: cause, language: form.language)
            }
        }
        addPhones(router)
        addCases(router)
    }

    /// L4: a number for the person.
    private func addPhones(_ router: Router<ScreenContext>) {
        router.post("operator/phone-code") { request, context in
            let form = try await form(request, context)
            return try await person(form) { page, iin in
                page.isAboutNumber = true
                guard form.papers == "seen" else { throw Failure(.requestInvalid, "the identity was not checked") }
                page.phone = try await host.sendPhoneCode(to: String((form.phone ?? "").prefix(32)), of: iin)
            }
        }
        router.post("operator/phone") { request, context in
            let form = try await form(request, context)
            return try await person(form) { page, iin in
                page.isAboutNumber = true
                guard let challenge = form.challenge, let masked = form.masked, let code = form.code else {
                    throw Failure(.requestInvalid, "no code")
                }
                let sent = DeskPhone(
                    challenge: String(challenge.prefix(64)), maskedPhone: String(masked.prefix(32)))
                // Whatever is wrong, the code can be typed again: the answer may only have been lost.
                page.phone = sent
                page.phone = try await host.registerPhone(sent, code: String(code.prefix(16)), of: iin)
            }
        }
    }

    /// E4, E5: applications by number.
    private func addCases(_ router: Router<ScreenContext>) {
        router.post("operator/application") { request, context in
            try await caseForm(request, context) { try await host.operatorCase($0.number, revealing: false) }
        }
        router.post("operator/reveal") { request, context in
            try await caseForm(request, context) { try await host.operatorCase($0.number, revealing: true) }
        }
        router.post("operator/confirm") { request, context in
            try await caseForm(request, context) { form in
                guard form.papers == "seen" else { throw Failure(.requestInvalid, "the papers were not checked") }
                return try await host.answerCase(form.number, .confirm)
            }
        }
        router.post("operator/refuse") { request, context in
            try await caseForm(request, context) { form in
                guard let reason = form.reason else { throw Failure(.requestInvalid, "no justification") }
                return try await host.answerCase(form.number, .refuse(reason))
            }
        }
        router.post("operator/withdraw") { request, context in
            try await caseForm(request, context) { form in
                guard let reason = form.reason else { throw Failure(.requestInvalid, "no justification") }
                return try await host.answerCase(form.number, .withdraw(reason))
            }
        }
    }

    private func caseForm(
        _ request: Request, _ context: ScreenContext, _ work: (CaseForm) async throws -> OperatorCase
    ) async throws -> Response {
        let form = try await form(request, context)
        var page = form.page
        do {
            page.opened = try await work(CaseForm(form))
        } catch let failure as Failure {
            page.failure = failure.code
        }
        return await answer(page)
    }

    private func personForm(
        _ request: Request, _ context: ScreenContext, _ work: (inout OperatorPage, IIN) async throws -> Void
    ) async throws -> Response {
        try await person(try await form(request, context), work)
    }

    private func person(
        _ form: OperatorForm, _ work: (inout OperatorPage, IIN) async throws -> Void
    ) async throws -> Response {
        var page = form.page
        do {
            try await work(&page, try IIN(text: page.iin))
        } catch let failure as Failure {
            page.failure = failure.code
        } catch let error as IINError {
            page.failure = error.code
        }
        return await answer(page)
    }

    private func form(_ request: Request, _ context: ScreenContext) async throws -> OperatorForm {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let text = String(buffer: body)
        guard let form = try? URLEncodedFormDecoder().decode(OperatorForm.self, from: text) else {
            throw Failure(.requestInvalid, "form")
        }
        guard form.token == token.text else { throw Failure(.sessionExpired) }
        return form
    }

    private func answer(_ page: OperatorPage) async -> Response {
        var page = page
        page.seat = await host.operatorSeat()
        page.places = await ground.places()
        if page.places != nil {
            page.cards = await host.cardTrials()
            page.document = await host.documentDesk()
            page.exchange = await host.exchangeDesk()
            page.card = await host.cardDesk()
            if let consents = ground.consents { page.isAsked = await consents.consent() != nil }
            if let hall = ground.hall, let view = ground.window.flatMap({ DeskView($0, hall) }) {
                page.ticket = (view, hall)
            }
        }
        return Response.page(pages.operatorPage(page))
    }
}

/// The fields of all forms of the page.
private struct OperatorForm: Decodable {
    var token: String
    var language: Language
    var iin: String?
    var number: String?
    var papers: String?
    var justification: String?
    var serials: String?
    var cause: String?
    var medium: String?
    var phone: String?
    var challenge: String?
    var masked: String?
    var code: String?

    var page: OperatorPage {
        OperatorPage(
            language: language, token: ScreenToken(text: token),
            iin: String((iin ?? "").prefix(20)), number: String((number ?? "").prefix(20)))
    }
}

/// What a form about one application says.
private struct CaseForm {
    /// As typed.
    var number: String
    var papers: String
    /// Nil without a word in it.
    var reason: String?

    init(_ form: OperatorForm) {
        number = form.page.number
        papers = form.papers ?? ""
        let text = String((form.justification ?? "").prefix(200))
        reason = text.contains { !$0.isWhitespace } ? text : nil
    }
}
