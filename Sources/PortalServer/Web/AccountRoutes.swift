import Hummingbird
import KioskDomain
import PortalContract

extension PortalRoutes {
    /// The personal account (RULES L1–L4): the kiosk, and the stub of the person's phone.
    func addAccounts(_ table: RouteTable) {
        let services = services
        table.on(.openLogIn) { _, context in
            try Response.json(try await services.logIns.open(context.requireKiosk()), status: .created)
        }
        table.on(.logIn) { _, context in
            try Response.json(try await services.logIns.standing(try Self.logIn(context), context.requireKiosk()))
        }
        table.on(.proveLogIn) { request, context in
            let body = try await request.contract(LogInSignature.self)
            return try Response.json(
                try await services.logIns.prove(try Self.logIn(context), body, context.requireKiosk()))
        }
        table.on(.finishLogIn) { request, context in
            let body = try await request.contract(LogInCodeProof.self)
            return try Response.json(
                try await services.logIns.finish(try Self.logIn(context), body, context.requireKiosk()))
        }
        table.on(.account) { _, context in
            try Response.json(try await services.accounts.account(try Self.logIn(context), context.requireKiosk()))
        }
        table.on(.endLogIn) { _, context in
            try Response.json(try await services.logIns.end(try Self.logIn(context), context.requireKiosk()))
        }
        table.on(.scanLogIn) { request, _ in
            try Response.json(try await services.logIns.scan(try await request.contract(LogInScan.self)))
        }
        addPhones(table)
        addPhoneSignatures(table)
    }

    private func addPhones(_ table: RouteTable) {
        let services = services
        table.on(.requestPhoneCode) { request, context in
            let body = try await request.contract(PhoneRequest.self)
            let answer = try await services.phones.sendCode(try Self.logIn(context), body, context.requireKiosk())
            return try Response.json(answer, status: .created)
        }
        table.on(.confirmPhone) { request, context in
            let body = try await request.contract(PhoneConfirmation.self)
            return try Response.json(
                try await services.phones.confirm(try Self.logIn(context), body, context.requireKiosk()))
        }
        table.on(.requestDeskPhoneCode) { request, context in
            let body = try await request.contract(DeskPhoneRequest.self)
            return try Response.json(try await services.phones.sendCode(body, context.requireKiosk()), status: .created)
        }
        table.on(.confirmDeskPhone) { request, context in
            let body = try await request.contract(DeskPhoneConfirmation.self)
            return try Response.json(try await services.phones.confirm(body, context.requireKiosk()))
        }
        table.on(.reportMissingCode) { request, context in
            let body = try await request.contract(MissingCodeReport.self)
            return try Response.json(
                try await services.phones.report(body, context.requireKiosk()), status: .created)
        }
    }

    /// RULES L5: the kiosk, and the stub of the person's phone.
    private func addPhoneSignatures(_ table: RouteTable) {
        let services = services
        table.on(.openPhoneSignature) { request, context in
            let body = try await request.contract(PhoneSignatureRequest.self)
            return try Response.json(
                try await services.phoneSignatures.open(body, context.requireKiosk()), status: .created)
        }
        table.on(.phoneSignature) { _, context in
            try Response.json(
                try await services.phoneSignatures.standing(try Self.signature(context), context.requireKiosk()))
        }
        table.on(.endPhoneSignature) { _, context in
            try Response.json(
                try await services.phoneSignatures.end(try Self.signature(context), context.requireKiosk()))
        }
        table.on(.revokeByPhone) { request, context in
            let body = try await request.contract(PhoneRevocationRequest.self)
            return try Response.json(
                try await services.ownRevocations.revoke(body, kiosk: context.requireKiosk()))
        }
        table.on(.scanPhoneSignature) { request, _ in
            let body = try await request.contract(PhoneSignatureScan.self)
            return try Response.json(try await services.phoneSignatures.scan(body))
        }
        table.on(.signByPhone) { request, _ in
            let body = try await request.contract(PhoneSignatureAnswer.self)
            return try Response.json(try await services.phoneSignatures.sign(body))
        }
    }

    private static func signature(_ context: PortalContext) throws -> String {
        try context.parameters.require("signature")
    }

    private static func logIn(_ context: PortalContext) throws -> String { try context.parameters.require("logIn") }
}
