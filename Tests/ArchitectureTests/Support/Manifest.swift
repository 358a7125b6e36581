import Foundation
import KioskTestSupport
import Testing

/// The targets and products of Package.swift, as SwiftPM itself reads them.
struct Manifest: Sendable {
    struct Target: Sendable {
        var name: String
        var type: String
        /// Targets of ours and products of libraries, by name, in the order of the manifest.
        var uses: [String]
    }

    var targets: [Target]
    /// The targets of each product, by the product's name.
    var products: [String: [String]]

    /// Read once for all tests.
    static func load() async throws -> Manifest { try await reading.value }

    private static let reading = Task {
        // A scratch folder of its own: the one of the running build is locked.
        let scratch = try TemporaryFolder("manifest")
        let output = try await Tool.run(
            "swift",
            [
                "package", "--package-path", Repository.root.path, "--scratch-path", scratch.path, "dump-package",
            ])
        try #require(output.succeeded, "\(output.standardError)")
        return Manifest(try JSONDecoder().decode(Dump.self, from: Data(output.standardOutput.utf8)))
    }

    subscript(name: String) -> Target? { targets.first { $0.name == name } }

    /// Everything of ours that is linked into a target, itself included.
    func closure(of name: String) -> Set<String> {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            guard let target = self[next], found.insert(next).inserted else { continue }
            open += target.uses
        }
        return found
    }

    private init(_ dump: Dump) {
        targets = dump.targets.map { target in
            Target(name: target.name, type: target.type, uses: target.dependencies.compactMap(\.name))
        }
        products = Dictionary(uniqueKeysWithValues: dump.products.map { ($0.name, $0.targets) })
    }
}

/// What `swift package dump-package` writes, as far as it is needed.
private struct Dump: Decodable {
    struct Product: Decodable {
        var name: String
        var targets: [String]
    }

    struct Target: Decodable {
        var name: String
        var type: String
        var dependencies: [Dependency]
    }

    /// An object of one key (`byName`, `product`, `target`); its value begins with the name.
    struct Dependency: Decodable {
        var name: String?

        init(from decoder: any Decoder) throws {
            let byKind = try decoder.singleValueContainer().decode([String: [Part]].self)
            name = byKind.values.first?.first?.text
        }
    }

    /// A text, or something else that is passed over.
    struct Part: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    var products: [Product]
    var targets: [Target]
}
