public import Crypto
public import FoundationEssentials
public import HTTPTypes

/// HTTP Message Signatures (RFC 9421) with `ecdsa-p256-sha256`, as every call of an enrolled kiosk carries one.
///
/// Covered: `@method`, `@path`, `@query`, `content-digest` (RFC 9530), and `idempotency-key` where the request has one.
public enum MessageSignature {
    /// The label of our signature in `Signature-Input` and `Signature` (RFC 9421 section 4).
    public static let label = "kiosk"
    /// The one algorithm (RFC 9421 section 3.3.4).
    public static let algorithm = "ecdsa-p256-sha256"
    /// Seconds by which `created` may differ from the portal's clock; a nonce is remembered at least twice as long.
    public static let window: Int64 = 300

    static let required = ["@method", "@path", "@query", "content-digest"]

    /// Adds `Content-Digest`, `Signature-Input` and `Signature` to `request`.
    ///
    /// - Parameters:
    ///   - created: seconds since 1970 by the portal's clock.
    ///   - nonce: never used before by this key; letters, digits, `-` and `_`.
    public static func sign(
        _ request: inout HTTPRequest, body: some DataProtocol, keyID: String, key: P256.Signing.PrivateKey,
        created: Int64, nonce: String
    ) throws {
        request.headerFields[.contentDigest] = ContentDigest.field(of: body)
        var components = required
        if request.headerFields[.idempotencyKey] != nil { components.append("idempotency-key") }
        let parameters = SignatureParameters(
            components: components, created: created, keyID: keyID, nonce: nonce, algorithm: algorithm)
        let base = try signatureBase(request, parameters.components, parameters.text)
        let signature = try key.signature(for: base)
        request.headerFields[.signatureInput] = "\(label)=\(parameters.text)"
        request.headerFields[.signature] = "\(label)=:\(signature.rawRepresentation.base64EncodedString()):"
    }

    /// The parameters that `request` claims to be signed with; not yet proven.
    public static func claimed(by request: HTTPRequest) throws(SignatureProblem) -> SignatureParameters {
        guard let input = request.headerFields[.signatureInput] else { throw .missing }
        guard input.hasPrefix("\(label)=") else { throw .malformed }
        let parameters = try SignatureParameters(text: String(input.dropFirst(label.count + 1)))
        let covered = Set(parameters.components)
        guard covered.isSuperset(of: required), covered.count == parameters.components.count else {
            throw .notCovered
        }
        if request.headerFields[.idempotencyKey] != nil, !covered.contains("idempotency-key") { throw .notCovered }
        guard parameters.algorithm == algorithm else { throw .malformed }
        return parameters
    }

    /// Proves digest and signature; replay and age are the caller's to judge.
    public static func verify(
        _ request: HTTPRequest, body: some DataProtocol, parameters: SignatureParameters, key: P256.Signing.PublicKey
    ) throws(SignatureProblem) {
        guard request.headerFields[.contentDigest] == ContentDigest.field(of: body) else { throw .digest }
        guard let field = request.headerFields[.signature], field.hasPrefix("\(label)=:"), field.hasSuffix(":"),
            let raw = Data(base64Encoded: String(field.dropFirst(label.count + 2).dropLast())),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
        else { throw .malformed }
        let base = try signatureBase(request, parameters.components, parameters.text)
        guard key.isValidSignature(signature, for: base) else { throw .signature }
    }

    /// RFC 9421 section 2.5.
    static func signatureBase(
        _ request: HTTPRequest, _ components: [String], _ parameters: String
    ) throws(SignatureProblem) -> Data {
        let target = request.path ?? "/"
        let (path, query) = split(target)
        var lines: [String] = []
        for component in components {
            let value: String
            switch component {
            case "@method": value = request.method.rawValue
            case "@path": value = path
            case "@query": value = query
            case "content-digest": value = request.headerFields[.contentDigest] ?? ""
            case "idempotency-key": value = request.headerFields[.idempotencyKey] ?? ""
            default: throw .malformed
            }
            lines.append("\"\(component)\": \(value)")
        }
        lines.append("\"@signature-params\": \(parameters)")
        return Data(lines.joined(separator: "\n").utf8)
    }

    /// An absent query is the lone question mark (RFC 9421 section 2.2.7).
    private static func split(_ target: String) -> (path: String, query: String) {
        guard let mark = target.firstIndex(of: "?") else { return (target, "?") }
        return (String(target[..<mark]), String(target[mark...]))
    }
}

/// Why a signature is not accepted; never tells an attacker more than the portal's log needs.
public enum SignatureProblem: String, Error, Sendable, Hashable {
    case missing
    case malformed
    case notCovered = "not-covered"
    case digest
    case signature
}

extension HTTPField.Name {
    private static func fixed(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a field name") }
        return field
    }
    /// RFC 9530 section 2.
    public static let contentDigest = fixed("Content-Digest")
    /// RFC 9421 section 4.1.
    public static let signatureInput = fixed("Signature-Input")
    /// RFC 9421 section 4.2.
    public static let signature = fixed("Signature")
    /// Chosen by the kiosk, stored by the portal with the answer, for ever.
    public static let idempotencyKey = fixed("Idempotency-Key")
}
