import FoundationEssentials
import HTTPTypes
import Hummingbird
import LocalAuthority
import NIOCore
import PKIX
import PortalContract

/// The services of the test authorities, over plain HTTP as their standards have it: what they say is signed.
struct ServiceRoutes: Sendable {
    /// An OCSP request or a time-stamp request is a few hundred bytes.
    private static let bodyLimit = 64 << 10

    static let bounds = BodyBounds([("POST", "/ocsp", bodyLimit), ("POST", "/tsp", bodyLimit)])

    let metrics: PortalMetrics
    let authorities: Authorities
    let status: StatusService
    let timeStamps: TimeStampService
    let lists: RevocationLists

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.add(middleware: ProblemMiddleware(metrics: metrics))
        addResponders(router)
        addFiles(router)
        return router
    }

    private func addResponders(_ router: Router<PortalContext>) {
        let (status, timeStamps) = (status, timeStamps)
        router.post("/ocsp") { request, context in
            let body = try await request.body.collect(upTo: Self.bodyLimit)
            return Self.ocsp(await status.answer(Array(body.readableBytesView), context.logger))
        }
        // RFC 6960, A.1: Base64 may hold slashes, so the rest of the path is taken as it is.
        router.get("/ocsp/**") { request, context in
            let request = Self.base64(inPath: request.uri.path, after: "/ocsp/")
            return Self.ocsp(await status.answer(request, context.logger))
        }
        router.post("/tsp") { request, _ in
            let body = try await request.body.collect(upTo: Self.bodyLimit)
            return Response.bytes(
                try await timeStamps.answer(Array(body.readableBytesView)), type: "application/timestamp-reply")
        }
    }

    private static func ocsp(_ answer: [UInt8]) -> Response {
        Response.bytes(answer, type: "application/ocsp-response")
    }

    /// Nothing when it is no Base64, which is then answered as a malformed request.
    static func base64(inPath path: String, after prefix: String) -> [UInt8] {
        guard path.hasPrefix(prefix), let text = withoutEscapes(path.utf8.dropFirst(prefix.utf8.count)),
            let bytes = Data(base64Encoded: Data(text))
        else { return [] }
        return Array(bytes)
    }

    /// Percent signs and two digits become the byte they stand for (RFC 3986, 2.1); nil when digits are missing.
    private static func withoutEscapes(_ path: some Sequence<UInt8>) -> [UInt8]? {
        var (text, bytes) = ([UInt8](), path.makeIterator())
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                text.append(byte)
                continue
            }
            guard let high = bytes.next(), let low = bytes.next(),
                let escaped = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
            else { return nil }
            text.append(escaped)
        }
        return text
    }

    private func addFiles(_ router: Router<PortalContext>) {
        let (authorities, lists) = (authorities, lists)
        router.get("\(PortalRoute.trustAnchors)") { _, _ in
            Response.bytes(try await authorities.anchors().utf8, type: "application/x-pem-file")
        }
        router.get("/cps") { _, _ in
            Response.bytes(Self.statement.utf8, type: "text/plain; charset=utf-8")
        }
        for family in KeyFamily.allCases {
            let name = family.rawValue
            router.get("/cert/\(name).cer") { _, _ in
                Self.certificate(try await authorities.hierarchy(family).issuing.certificate)
            }
            router.get("/cert/root-\(name).cer") { _, _ in
                Self.certificate(try await authorities.hierarchy(family).root.certificate)
            }
            router.get("/crl/\(name).crl") { _, _ in Self.list(try await lists.list(family, .whole)) }
            router.get("/crl/\(name)-delta.crl") { _, _ in Self.list(try await lists.list(family, .delta)) }
            router.get("/crl/root-\(name).crl") { _, _ in Self.list(try await lists.rootList(family)) }
        }
    }

    private static func certificate(_ certificate: Certificate) -> Response {
        Response.bytes(certificate.der, type: "application/pkix-cert")
    }

    private static func list(_ der: [UInt8]) -> Response { Response.bytes(der, type: "application/pkix-crl") }

    private static let statement = """
        TEST certificates of the psc-kiosk reference portal. They are not valid for any real purpose.

        """
}
