import Hummingbird
import PortalContract

extension PortalRoutes {
    /// Alarms of kiosks, and the way back of a fenced one.
    func addAlarms(_ table: RouteTable) {
        let services = services
        table.on(.alarms) { request, _ in
            let query = request.uri.queryParameters
            return try Response.json(
                try await services.alarms.list(
                    after: (String(query["after"] ?? ""), String(query["afterCode"] ?? "")),
                    all: query["all"] == "true"))
        }
        table.on(.sayAlarm) { request, context in
            let word = try await request.contract(KioskAlarmWord.self)
            let id = try context.parameters.require("id")
            guard let code = KioskAlarmCode(rawValue: try context.parameters.require("code")) else {
                throw PortalProblem.invalid("no such code")
            }
            return try Response.json(
                try await services.alarms.say(word, of: id, code, by: context.requireKiosk().id))
        }
        table.on(.liftFence) { request, context in
            let body = try await request.contract(FenceLiftingRequest.self)
            let id = try context.parameters.require("id")
            return try Response.json(
                try await services.fences.lift(id, body, by: context.requireKiosk().id), status: .created)
        }
    }
}
