import Hummingbird
import PortalContract

extension PortalRoutes {
    /// Exchange of the identity card (RULES I1–I6).
    func addExchanges(_ table: RouteTable) {
        let services = services
        table.on(.exchangeEligibility) { request, context in
            let body = try await request.contract(CardExchangeQuestion.self)
            return try Response.json(try await services.exchanges.eligibility(body, kiosk: context.requireKiosk()))
        }
        table.on(.applyForExchange) { request, context in
            let body = try await request.contract(CardExchangeRequest.self)
            let record = try await services.exchanges.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        table.on(.exchange) { _, context in
            try Response.json(try await services.exchanges.status(try context.parameters.require("slip")))
        }
        table.on(.exchangeSubmission) { _, context in
            let key = try context.parameters.require("key")
            return try Response.json(try await services.exchanges.submission(key, kiosk: context.requireKiosk()))
        }
        table.on(.payFee) { request, _ in
            let body = try await request.contract(DemonstrationPaymentRequest.self)
            return try Response.json(try await services.treasury.pay(body), status: .created)
        }
        addOfficer(table)
    }

    private func addOfficer(_ table: RouteTable) {
        let services = services
        table.on(.officerExchanges) { request, _ in
            let after = request.uri.queryParameters["after"].map { String($0) }
            return try Response.json(try await services.officers.queue(after: after))
        }
        table.on(.exchangeFile) { _, context in
            let slip = try context.parameters.require("slip")
            return try Response.json(try await services.officerFiles.file(slip, kiosk: context.requireKiosk()))
        }
        table.on(.decideExchange) { request, context in
            let body = try await request.contract(CardExchangeDecision.self)
            let slip = try context.parameters.require("slip")
            return try Response.json(try await services.officers.decide(slip, body, kiosk: context.requireKiosk()))
        }
        table.on(.reportExchangeArrived) { request, context in
            let body = try await request.contract(CardExchangeArrival.self)
            let slip = try context.parameters.require("slip")
            return try Response.json(try await services.officers.arrived(slip, body, kiosk: context.requireKiosk()))
        }
        table.on(.collectExchange) { request, context in
            let body = try await request.contract(CardExchangeCollection.self)
            let slip = try context.parameters.require("slip")
            return try Response.json(try await services.officers.collected(slip, body, kiosk: context.requireKiosk()))
        }
    }
}
