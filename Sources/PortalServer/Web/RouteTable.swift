import Hummingbird
import PortalContract

/// The routes of both ports. Where an operation is served, and for whom, is ``PortalContract/PortalOperation``'s to say:
/// there is no other way to add one.
struct RouteTable {
    typealias Body = @Sendable (Request, PortalContext) async throws -> Response

    /// For everybody.
    let open = Router(context: PortalContext.self)
    /// For who shows a certificate.
    let kiosks = Router(context: PortalContext.self)
    private let gate: KioskGate
    private let demonstration: Bool

    init(gate: KioskGate, demonstration: Bool) {
        self.gate = gate
        self.demonstration = demonstration
        open.add(middleware: ProblemMiddleware())
        kiosks.add(middleware: ProblemMiddleware())
    }

    /// Serves an operation; one for demonstrations is served by a demonstration's portal only.
    func on(_ operation: PortalOperation, _ body: @escaping Body) {
        let path = RouterPath(operation.path)
        switch operation.access {
        case .open:
            open.on(path, method: operation.method, use: body)
        case .demonstration:
            if demonstration { open.on(path, method: operation.method, use: body) }
        case .roles(let roles):
            kiosks.on(path, method: operation.method) { [gate] request, context in
                var context = context
                context.kiosk = try await gate.admit(try await context.certificate(), to: roles)
                return try await body(request, context)
            }
        }
    }

    /// A page for people, or the document itself: no operation of the contract.
    func page(_ path: String, _ body: @escaping Body) { open.get(RouterPath(path), use: body) }
}
