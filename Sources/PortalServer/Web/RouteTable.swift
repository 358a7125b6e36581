import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import PortalContract

/// The routes of both ports. Where an operation is served, for whom, and what it takes is the table's and the document's to
/// say (``PortalContract/PortalOperation``, ``ContractDocument``): there is no other way to add one.
struct RouteTable {
    typealias Body = @Sendable (Request, PortalContext) async throws -> Response

    /// For everybody.
    let open = Router(context: PortalContext.self)
    /// For who shows a certificate.
    let kiosks = Router(context: PortalContext.self)
    private let gate: KioskGate
    private let demonstration: Bool
    private let document: ContractDocument

    init(gate: KioskGate, demonstration: Bool, document: ContractDocument, metrics: PortalMetrics) {
        self.gate = gate
        self.demonstration = demonstration
        self.document = document
        let withdrawn = document.operations.compactMap { operation, demand in
            demand.withdrawal.map { ("\(operation.method.rawValue) \(operation.path)", $0.headers) }
        }
        let problems = ProblemMiddleware(headers: Dictionary(withdrawn) { first, _ in first }, metrics: metrics)
        open.add(middleware: problems)
        kiosks.add(middleware: problems)
        refuseOthers()
    }

    /// Serves an operation; one for demonstrations is served by a demonstration's portal only.
    func on(_ operation: PortalOperation, _ body: @escaping Body) {
        let path = RouterPath(operation.path)
        let demand = document.operations[operation] ?? ContractDocument.Operation()
        let checked: Body = { [document] request, context in
            try await body(try await demand.checked(request, context, document), context)
        }
        switch operation.access {
        case .open:
            open.on(path, method: operation.method, use: checked)
        case .demonstration:
            if demonstration { open.on(path, method: operation.method, use: checked) }
        case .roles(let roles):
            kiosks.on(path, method: operation.method) { [gate] request, context in
                var context = context
                context.kiosk = try await gate.admit(
                    context, to: roles, evenFenced: operation.isForFenced)
                return try await checked(request, context)
            }
        }
    }

    /// A page for people, or the document itself: no operation of the contract.
    func page(_ path: String, _ body: @escaping Body) { open.get(RouterPath(path), use: body) }

    /// A page for who shows a certificate with one of these roles.
    func page(_ path: String, for roles: Set<KioskRole>, _ body: @escaping Body) {
        kiosks.get(RouterPath(path)) { [gate] request, context in
            var context = context
            context.kiosk = try await gate.admit(context, to: roles, evenFenced: false)
            return try await body(request, context)
        }
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .put, .post, .delete, .patch, .options, .trace, .head, .init("QUERY") ?? .options,
    ]

    /// What a path of the contract does not do at a port: an operation of the other port is misdirected (RFC 9110 section
    /// 15.5.20), any other method is not there, and those that are get named (section 15.5.6).
    private func refuseOthers() {
        let served = PortalOperation.allCases.filter { demonstration || $0.access != .demonstration }
        for (path, operations) in Dictionary(grouping: served, by: \.path) {
            let list = operations.map(\.method.rawValue).sorted().joined(separator: ", ")
            for method in Set(Self.methods).subtracting(operations.map(\.method)) {
                refuse(path, method, at: [open, kiosks], 405, "the path has no such method", allow: list)
            }
            for operation in operations {
                let (port, name) = operation.isOpen ? (kiosks, "open port") : (open, "port for machines")
                refuse(path, operation.method, at: [port], 421, "this is served at the \(name)")
            }
        }
    }

    private func refuse(
        _ path: String, _ method: HTTPRequest.Method, at ports: [Router<PortalContext>], _ status: Int,
        _ detail: String, allow: String? = nil
    ) {
        for router in ports {
            router.on(RouterPath(path), method: method) { _, _ in
                var refusal = try Response.problem(PortalProblem(.portalRequest, status, detail).problem)
                refusal.headers[.allow] = allow
                return refusal
            }
        }
    }
}

extension PortalOperation {
    /// A fenced machine still tells how it is, and hears that its records are not taken from the place that judges them.
    fileprivate var isForFenced: Bool { self == .present || self == .send }

    fileprivate var isOpen: Bool {
        switch access {
        case .open, .demonstration: true
        case .roles: false
        }
    }
}

extension ContractDocument.Operation {
    /// The request with its whole body, once both keep to the document.
    ///
    /// - Throws: ``PortalProblem`` `portal.request-invalid`: 413, 415 or 422.
    func checked(
        _ request: Request, _ context: PortalContext, _ document: ContractDocument
    ) async throws -> Request {
        for parameter in parameters { try check(parameter, request, context, document) }
        guard let body else { return request }
        try Self.checkType(request.headers)
        var request = request
        let bytes = try await request.collectBody(upTo: bodyBytes)
        try ContractCheck.hold(Data(bytes.readableBytesView), to: body, of: document)
        return request
    }

    /// Nothing is unpacked here, so nothing small can become great.
    private static func checkType(_ headers: HTTPFields) throws {
        if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw PortalProblem(.portalRequest, 415, "bodies are taken without Content-Encoding only")
        }
        let type = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() } ?? ""
        guard type.filter({ $0 != " " }) == "application/json" else {
            throw PortalProblem(.portalRequest, 415, "the body must be application/json")
        }
    }

    private func check(
        _ parameter: ContractDocument.Parameter, _ request: Request, _ context: PortalContext,
        _ document: ContractDocument
    ) throws {
        let found: [Substring] =
            switch parameter.place {
            case .path: context.parameters.get(parameter.name).map { [Substring($0)] } ?? []
            case .query: request.uri.queryParameters[values: Substring(parameter.name)]
            case .header:
                HTTPField.Name(parameter.name).map { name in request.headers[values: name].map { Substring($0) } } ?? []
            }
        guard found.count <= 1 else { throw PortalProblem.invalid("\(parameter.name) stands there more than once") }
        guard let text = found.first.map({ String($0) }) else {
            if parameter.isRequired { throw PortalProblem.invalid("\(parameter.name) is missing") }
            return
        }
        if let what = document.fault(text, parameter.schema) {
            throw PortalProblem.invalid("\(parameter.name) \(what)")
        }
    }
}

extension ContractDocument {
    /// Why a parameter's text does not keep to its schema; nil when it does.
    fileprivate func fault(_ text: String, _ schema: ContractSchema) -> String? {
        switch schema {
        case .reference(let name): schemas[name].map { fault(text, $0) } ?? "is not known"
        case .text(let rule): rule.fault(text)
        case .integer(let range):
            Int64(text).map { range.contains($0) } == true ? nil : "is no number within its limits"
        case .truth, .number, .array, .map, .object: "has a schema that parameters have not"
        }
    }
}
