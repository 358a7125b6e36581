import Hummingbird
import PortalContract

/// How long the body of a request may be, known before anything is asked of it: by its method and path.
struct BodyBounds: Sendable {
    private struct Place: Hashable {
        var method: String
        /// Parts of the path.
        var depth: Int
    }

    private struct Bound {
        /// Nil where any part stands.
        var parts: [Substring?]
        var bytes: Int
    }

    private var bounds: [Place: [Bound]] = [:]

    /// Of paths as routes have them, with their parameters in braces.
    init(_ routes: [(method: String, path: String, bytes: Int)]) {
        for (method, path, bytes) in routes {
            let parts = path.split(separator: "/").map { $0.hasPrefix("{") ? nil : $0 }
            bounds[Place(method: method, depth: parts.count), default: []].append(Bound(parts: parts, bytes: bytes))
        }
    }

    /// Of the operations of the contract that take a body.
    init(_ document: ContractDocument) {
        self.init(
            document.operations.compactMap { operation, demand in
                demand.body == nil ? nil : (operation.method.rawValue, operation.path, demand.bodyBytes)
            })
    }

    /// Bytes; nil where a body is not looked at.
    func bytes(_ request: Request) -> Int? {
        let parts = request.uri.path.split(separator: "/")
        return bounds[Place(method: request.method.rawValue, depth: parts.count)]?.first { bound in
            zip(bound.parts, parts).allSatisfy { $0 == nil || $0 == $1 }
        }?.bytes
    }
}
