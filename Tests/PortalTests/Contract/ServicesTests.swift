import FoundationEssentials
import KioskTestSupport
import PortalContract
import PortalServer
import Testing
import Yams

/// Operations of the document with the tag `services`: served at their port, as what the document says.
struct ServicesTests {
    private struct Service {
        var path: String
        var method: String
        var media: String
    }

    private static func services() throws -> [Service] {
        let root = try #require(try Yams.compose(yaml: String(decoding: OpenAPIDocument.bytes, as: UTF8.self)))
        let paths = try #require(root["paths"]?.mapping)
        return paths.flatMap { path, methods in
            (methods.mapping ?? [:]).compactMap { method, operation -> Service? in
                guard operation["tags"]?.array(of: String.self) == ["services"],
                    let answer = operation["responses"]?.mapping?.first(where: { $0.key.string == "200" })?.value,
                    let media = answer["content"]?.mapping?.keys.first?.string
                else { return nil }
                return Service(path: path.string ?? "", method: method.string ?? "", media: media)
            }
        }
    }

    /// Addresses that stand for a path with a parameter.
    private static func addresses(_ path: String) -> [String] {
        let families = ["rsa", "ec", "gost"]
        return switch path {
        case "/ocsp/{request}": ["/ocsp/MAA%3D"]
        case "/crl/{list}": families.flatMap { ["/crl/\($0).crl", "/crl/\($0)-delta.crl", "/crl/root-\($0).crl"] }
        case "/cert/{authority}": families.flatMap { ["/cert/\($0).cer", "/cert/root-\($0).cer"] }
        default: [path]
        }
    }

    @Test("6: OCSP, time stamps, lists, authorities: each is served as the document says, by plain HTTP") func served()
        async throws
    {
        let services = try Self.services()
        #expect(services.count == 6)
        try await withPortal { portal in
            for service in services {
                for address in Self.addresses(service.path) {
                    let body = service.method == "post" ? ["--data-binary", "x"] : []
                    let output = try await Tool.mustRun(
                        "curl",
                        ["-sS", "-o", "/dev/null", "-w", "%{http_code} %{content_type}"] + body
                            + [portal.services + address])
                    #expect(
                        output.standardOutput == "200 \(service.media)"
                            || output.standardOutput.hasPrefix("200 \(service.media);"), "\(address)")
                }
            }
        }
    }
}
