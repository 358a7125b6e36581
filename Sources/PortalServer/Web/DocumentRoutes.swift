import Hummingbird
import KioskDomain
import PortalContract

extension PortalRoutes {
    /// Digital documents (RULES D1–D4): the desk, and the stub of the owner's phone.
    func addDocuments(_ table: RouteTable) {
        let services = services
        table.on(.scanDocument) { request, context in
            let body = try await request.contract(DocumentScanRequest.self)
            return try Response.json(try await services.documents.scan(body, kiosk: context.requireKiosk()))
        }
        table.on(.useDocument) { request, context in
            let body = try await request.contract(DocumentUseRequest.self)
            let access = try context.parameters.require("access")
            return try Response.json(try await services.documents.use(access, body, kiosk: context.requireKiosk()))
        }
        table.on(.documentHistory) { request, context in
            let before = request.uri.queryParameters["before"].flatMap { Int64($0) }
            return try Response.json(
                try await services.documents.history(before: before, kiosk: context.requireKiosk()))
        }
        addPhone(table)
    }

    private func addPhone(_ table: RouteTable) {
        let services = services
        table.on(.phoneDocuments) { request, _ in
            try Response.json(try await services.phone.documents(of: try Self.iin(request)))
        }
        table.on(.openDocumentAccess) { request, _ in
            let body = try await request.contract(DocumentAccessRequest.self)
            return try Response.json(try await services.phone.open(body), status: .created)
        }
        table.on(.extendDocumentAccess) { request, context in
            let body = try await request.contract(DocumentOwner.self)
            return try Response.json(try await services.phone.extend(try context.parameters.require("access"), body))
        }
        table.on(.closeDocumentAccess) { request, context in
            let body = try await request.contract(DocumentOwner.self)
            return try Response.json(try await services.phone.close(try context.parameters.require("access"), body))
        }
        table.on(.phoneHistory) { request, _ in
            let before = request.uri.queryParameters["before"].flatMap { Int64($0) }
            return try Response.json(try await services.phone.history(of: try Self.iin(request), before: before))
        }
    }

    private static func iin(_ request: Request) throws -> IIN {
        guard let iin = request.uri.queryParameters["iin"] else { throw PortalProblem(.iinLength, 422, "no IIN") }
        return try IIN(wire: String(iin))
    }
}
