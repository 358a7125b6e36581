import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import Logging
import NIOCore
import NIOHTTP1
import PortalContract
import SQLAccess

/// Turns everything thrown into problem+json, and writes one log line for each request: route pattern, status, machine,
/// code; never a path with identifiers, a query, or a body.
struct ProblemMiddleware: RouterMiddleware {
    /// What each answer to an operation carries besides, by its method and path.
    var headers: [String: HTTPFields] = [:]
    /// Nil where requests are not counted.
    var metrics: PortalMetrics?

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var code: String?
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Self.problem(error)
            code = problem.code.rawValue
            if problem.status >= 500, problem.code != .portalBusy {
                context.logger.error("request failed: \(Self.described(error))")
            }
            var answer = try Response.problem(problem.problem)
            if let seconds = problem.retryAfter { answer.headers[.retryAfter] = "\(seconds)" }
            response = answer
        }
        let operation = "\(request.method.rawValue) \(context.endpointPath ?? "")"
        if let headers = headers[operation] { response.headers.append(contentsOf: headers) }
        metrics?.answered(
            Self.names[operation] ?? (context.endpointPath == nil ? "none" : "page"), response.status.code,
            in: start.duration(to: .now))
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)", "code": "\(code ?? "none")",
                "machine": "\(context.asked.name ?? "none")",
                "microseconds": "\((ContinuousClock.now - start) / .microseconds(1))",
            ])
        return response
    }

    /// Operations by their method and path.
    private static let names = Dictionary(
        PortalOperation.allCases.map { ("\($0.method.rawValue) \($0.path)", $0.rawValue) }
    ) { first, _ in first }

    private static func problem(_ error: any Error) -> PortalProblem {
        switch error {
        case let problem as PortalProblem: problem
        case let fault as StoreFault: PortalProblem(fault)
        case let error as PrivateFileError: PortalProblem(error)
        case is DecodingError: PortalProblem.invalid("the body is not what the contract says")
        case let error as HTTPError: PortalProblem(.portalRequest, error.status.code, "no such route or method")
        case is NIOTooManyBytesError: PortalProblem(.portalRequest, 413, "the body is too large")
        // Of a portal that stops, or of a client that is gone.
        case is CancellationError: PortalProblem(.portalBusy, 503, "the request was given up", retryAfter: 1)
        case is HTTPParserError, is ChannelError, is IOError: .leftEarly
        default: PortalProblem(.internalError, 500, "see the portal's log")
        }
    }

    /// Faults of the store hold no data; other errors are named only.
    static func described(_ error: any Error) -> String {
        switch error {
        case let problem as PortalProblem: "\(problem.code.rawValue) \(problem.detail)"
        case let fault as StoreFault: "store \(fault)"
        default: "\(type(of: error))"
        }
    }
}

extension Response {
    static func problem(_ problem: Problem) throws -> Response {
        Response(
            status: .init(code: problem.status), headers: [.contentType: Problem.mediaType],
            body: .init(byteBuffer: ByteBuffer(bytes: try ContractJSON.encode(problem))))
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        bytes(try ContractJSON.encode(value), type: "application/json", status: status)
    }

    static func bytes(_ data: some Sequence<UInt8>, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
            body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension Request {
    /// The body as a value of the contract.
    func contract<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        let body = try await body.collect(upTo: ContractDocument.Operation.mostBodyBytes)
        return try ContractJSON.decode(type, from: Data(body.readableBytesView))
    }
}
