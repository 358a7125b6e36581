import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import KioskTexts
import Logging
import NIOCore
import PortalContract

/// Turns everything thrown into problem+json (RFC 9457) with a stable code, and logs refusals: route and code only.
struct HallProblems: RouterMiddleware {
    func handle(
        _ request: Request, context: HallContext, next: (Request, HallContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            let (failure, status) = Self.answer(error)
            context.logger.info(
                "refused",
                metadata: [
                    "route": "\(context.endpointPath ?? "none")", "code": "\(failure.code.rawValue)",
                    "detail": "\(failure.detail)",
                ])
            return try Response.hall(
                Problem(
                    code: failure.code, status: status.code, title: failure.code.cause, detail: failure.detail,
                    remedy: failure.code.technicianRemedy), type: Problem.mediaType, status: status)
        }
    }

    private static func answer(_ error: any Error) -> (Failure, HTTPResponse.Status) {
        switch error {
        case let failure as Failure: (failure, status(failure.code))
        case is NIOTooManyBytesError: (Failure(.requestInvalid, "the body is too large"), .contentTooLarge)
        case is DeadlineExceeded: (Failure(.requestInvalid, "the body did not come in time"), .requestTimeout)
        case let error as HTTPError: (Failure(.requestInvalid, "no such route or method"), error.status)
        default: (Failure(.internalError, "\(type(of: error))"), .internalServerError)
        }
    }

    private static func status(_ code: FailureCode) -> HTTPResponse.Status {
        switch code {
        case .hallRefused: .forbidden
        case .requestInvalid: .badRequest
        case .hallPlanInvalid: .unprocessableContent
        case .hallUnreachable: .serviceUnavailable
        case .internalError, .journalFault, .journalFull, .journalReadOnly, .journalCorrupt:
            .internalServerError
        default: .conflict
        }
    }
}

extension Response {
    static func hall(
        _ value: some Encodable, type: String = "application/json", status: HTTPResponse.Status = .ok
    ) throws -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try ContractJSON.encode(value))))
    }
}
