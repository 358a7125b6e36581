import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import KioskTexts
import Logging
import NIOCore

/// Turns errors into answers with a stable code and a text in the session's language; details stay inside.
struct FailureAnswers: RouterMiddleware {
    /// Of the person at the screen.
    let language: @Sendable () async -> Language

    func handle(
        _ request: Request, context: ScreenContext, next: (Request, ScreenContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let failure as Failure {
            context.logger.info("refused", metadata: ["code": "\(failure.code.rawValue)"])
            return await answer(failure.code, Self.status(failure.code))
        } catch is NIOTooManyBytesError {
            return await answer(.requestInvalid, .contentTooLarge)
        } catch let error as HTTPError {
            return await answer(.requestInvalid, error.status)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            context.logger.error("failed", metadata: ["error": "\(type(of: error))"])
            return await answer(.internalError, .internalServerError)
        }
    }

    private func answer(_ code: FailureCode, _ status: HTTPResponse.Status) async -> Response {
        let language = await language()
        let problem = ScreenProblem(code: code, text: code.text[language], remedy: code.remedy[language])
        return Response.json(problem, status: status)
    }

    private static func status(_ code: FailureCode) -> HTTPResponse.Status {
        switch code {
        case .originRefused, .sessionExpired: .forbidden
        case .requestInvalid: .badRequest
        case .internalError: .internalServerError
        default: .conflict
        }
    }
}
