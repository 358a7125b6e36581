import Hummingbird
import PortalContract

extension PortalRoutes {
    /// Enrolment, certificates and the register of machines.
    func addKiosks(_ table: RouteTable) {
        let services = services
        table.on(.enrol) { request, _ in
            let answer = try await services.enrolment.enrol(try await request.contract(EnrolmentRequest.self))
            return try Response.json(answer, status: .created)
        }
        table.on(.fetchCertificate) { request, _ in
            let body = try await request.contract(KioskCertificateRequest.self)
            return try Response.json(try await services.enrolment.fetchFirst(body))
        }
        table.on(.renewCertificate) { request, context in
            let body = try await request.contract(KioskCertificateRequest.self)
            return try Response.json(try await services.enrolment.renew(body, kiosk: context.requireKiosk()))
        }
        table.on(.present) { request, context in
            let body = try await request.contract(KioskPresence.self)
            return try Response.json(try await services.kiosks.present(body, kiosk: context.requireKiosk()))
        }
        table.on(.configuration) { _, context in
            try Response.json(try await services.kiosks.configurations.answer(kiosk: context.requireKiosk().id))
        }
        table.on(.kiosks) { request, _ in
            let after = request.uri.queryParameters["after"].map { String($0) }
            return try Response.json(try await services.kiosks.list(after: after))
        }
        table.on(.revokeKiosk) { request, context in
            let body = try await request.contract(KioskRevocationRequest.self)
            let id = try context.parameters.require("id")
            return try Response.json(
                try await services.kiosks.revoke(id, body.cause, by: context.requireKiosk().id))
        }
        table.on(.newEnrolmentCode) { request, context in
            let wish = try await request.contract(EnrolmentCodeRequest.self)
            guard !wish.roles.isEmpty else { throw PortalProblem.invalid("no role is named") }
            let by = try context.requireKiosk().id
            let code = try await services.store.write {
                try services.codes.make($0, for: Set(wish.roles), kiosk: wish.kioskID, by: by)
            }
            return try Response.json(code, status: .created)
        }
    }
}
