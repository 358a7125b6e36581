import Crypto
public import FoundationEssentials
import Glibc
public import KioskDevices
import KioskDomain

/// A pack on the disk, accepted: every model has a calibration record and the hash that the manifest names.
public struct PackFile: Sendable {
    private static let manifestLimit = 64 << 10
    private static let modelLimit = 128 << 20

    /// What the pack says of itself.
    public let manifest: PackManifest
    private let folder: String

    /// Reads the manifest and judges it; ``bytes(of:)`` reads the models.
    ///
    /// - Parameter forTrial: models may have no record of a trial: this is how they get one.
    /// - Throws: `face.pack-refused` with model and field.
    public init(manifest path: String, forTrial: Bool = false) throws(Failure) {
        let data = try Self.contents(path, limit: Self.manifestLimit)
        do {
            manifest = try JSONDecoder().decode(PackManifest.self, from: data)
        } catch {
            throw PackRules.refused("\(path): \(Self.reason(error))")
        }
        try PackRules.check(manifest, forTrial: forTrial)
        folder = Self.folder(of: path)
    }

    /// Where the models of a manifest lie.
    public static func folder(of manifest: String) -> String {
        let parts = manifest.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return "." }
        return parts.count == 2 && parts[0].isEmpty ? "/" : parts.dropLast().joined(separator: "/")
    }

    /// The whole file of a model, whose hash is the manifest's: what is loaded is what was judged.
    ///
    /// - Throws: `face.pack-refused` when it is missing, too long, or another file.
    public func bytes(of role: PackModel.Role) throws(Failure) -> Data? {
        guard let model = manifest[role] else { return nil }
        let data = try Self.contents("\(folder)/\(model.file)", limit: Self.modelLimit)
        guard "\(SHA256.hash(data: data))".hasSuffix(model.sha256) else {
            throw PackRules.refused("\(role.rawValue): \(model.file) has another SHA-256 than the manifest names")
        }
        return data
    }

    private static func contents(_ path: String, limit: Int) throws(Failure) -> Data {
        // Not FileManager's attributes: they look up the owner's name, which a confined process may not.
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw PackRules.refused("\(path) cannot be read")
        }
        guard facts.st_size <= limit else {
            throw PackRules.refused("\(path) has \(facts.st_size) bytes, more than \(limit)")
        }
        guard let data = FileManager.default.contents(atPath: path), data.count <= limit else {
            throw PackRules.refused("\(path) cannot be read")
        }
        return data
    }

    /// Which field is missing or of another kind.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "cannot be read" }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "is not a manifest" : "\(place(context.codingPath)) cannot be read"
        @unknown default: return "cannot be read"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
    }
}
