import KioskDomain

/// The codes of the module basics.
enum BasicsFailure: String, Sendable {
    case invalidSigningParams = "INVALID_SIGNING_PARAMS"
    case signing = "SIGNING_FAILURE"
    case csrGenerating = "CSR_GENERATING_FAILURE"
    case certificateImporting = "CERTIFICATE_IMPORTING_FAILURE"
    case invalidImportingCertificate = "INVALID_IMPORTING_CERTIFICATE"
    case invocation = "INVOCATION_ERROR"
    case general = "GENERAL_ERROR"

    var message: String {
        switch self {
        case .invalidSigningParams: "Invalid signing parameters."
        case .signing: "Signing failed."
        case .csrGenerating: "A certificate request could not be generated."
        case .certificateImporting: "The certificate could not be imported."
        case .invalidImportingCertificate: "The certificate to be imported is not valid."
        case .invocation: "An invoked method threw an exception."
        case .general: "A general error occurred."
        }
    }
}

/// `{"body":…,"status":true}` and `{"code":…,"details":…,"message":…,"status":false}`, members in the recorded order.
struct BasicsEnvelope: Sendable {
    var echo = Echo()

    func success(_ result: JSONNode) -> Reply {
        Reply(.object([("body", .object([("result", result)])), ("status", .bool(true))] + echo.members))
    }

    /// A body without a result is how a page learns that the person said no.
    var cancelled: Reply { Reply(.object([("body", .object([])), ("status", .bool(true))] + echo.members)) }

    func failure(_ failure: BasicsFailure, _ details: String) -> Reply {
        Reply(
            .object(
                [
                    ("code", .string(failure.rawValue)), ("details", .string(details)),
                    ("message", .string(failure.message)), ("status", .bool(false)),
                ] + echo.members))
    }

    /// - Parameter kind: the code of the method that was asked for.
    func refused(_ refusal: HostRefusal, _ kind: BasicsFailure) -> Reply {
        switch refusal {
        case .cancelled: cancelled
        case .failed(.certificateMalformed, let text) where kind == .certificateImporting:
            failure(.invalidImportingCertificate, details(.certificateMalformed, text))
        case .failed(let code, let text): failure(kind, details(code, text))
        case .malformedXML(let line, let column, let text):
            failure(kind, SAXMessage.text(line: line, column: column, text: text))
        }
    }

    private func details(_ code: FailureCode, _ text: String) -> String {
        text.isEmpty ? code.rawValue : "\(code.rawValue): \(text)"
    }
}
