import Crypto
import FoundationEssentials
import Glibc
public import HelperProtocol
import KioskDevices
import KioskDomain

/// The two weight files of the matcher, by name and SHA-256; `.ci/fetch-models` gets them.
public struct ModelFiles: Sendable {
    /// dlib's 5-point shape predictor.
    public static let landmarks = ModelIdentity(
        name: "shape_predictor_5_face_landmarks.dat",
        sha256: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888")
    /// dlib's ResNet-29 with 128 outputs.
    public static let descriptor = ModelIdentity(
        name: "dlib_face_recognition_resnet_model_v1.dat",
        sha256: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30")

    /// The folder that holds the files.
    public let folder: String

    /// Nothing is read yet.
    public init(folder: String) { self.folder = folder }

    /// Larger than any file of weights that is pinned here.
    private static let sizeLimit = 64 << 20

    /// Reads a whole file and checks it.
    ///
    /// - Throws: `face.matcher-unavailable` when it is missing or is another file.
    func bytes(of model: ModelIdentity) throws(Failure) -> Data {
        guard let data = try read(model.name, limit: Self.sizeLimit) else {
            throw Failure(.matcherUnavailable, "\(model.name) is not in \(folder)")
        }
        let digest = SHA256.hash(data: data)
        guard "\(digest)".hasSuffix(model.sha256) else {
            throw Failure(
                .matcherUnavailable, "\(model.name), \(data.count) bytes, has another SHA-256 than the pinned one")
        }
        return data
    }

    /// A whole regular file of the folder; nil when there is none of the name.
    func read(_ name: String, limit: Int) throws(Failure) -> Data? {
        let path = "\(folder)/\(name)"
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= limit,
            let data = FileManager.default.contents(atPath: path)
        else { throw Failure(.matcherUnavailable, "\(name) cannot be read or is larger than \(limit) bytes") }
        return data
    }
}
