#if ONNXPack
import FacePack
import FoundationEssentials
import HelperProtocol
import KioskTestSupport

/// A pack that runs and that people can be told apart by, roughly: a detector that finds a face wherever it is shown one,
/// and the colours of sixteen squares of the aligned face.
enum TestNetworks {
    /// One face in the middle of the picture, as large as the surroundings of a known face leave it.
    private static var detector: Data {
        var file = NetworkFile(input: [1, 3, 64, 64])
        for stride in [8, 16, 32] {
            let cells = (64 / stride) * (64 / stride)
            let points: [Float] = [0.84, 0.86, 1.16, 0.86, 1, 1.02, 0.87, 1.2, 1.13, 1.2]
            // 25.6 of 64 pixels, in cells of 32: the natural logarithm of 0.8.
            let outputs: [(String, [Float])] = [
                ("cls", [stride == 32 ? 1 : 0]), ("obj", [1]), ("bbox", [1, 1, -0.2231, -0.2231]), ("kps", points),
            ]
            for (name, figures) in outputs {
                let none = Array(repeating: [Float](repeating: 0, count: 3), count: figures.count)
                file.squares("input", "\(name)\(stride)", side: stride, weights: none, bias: figures)
                file.rows("\(name)\(stride)", "\(name)_\(stride)", channels: figures.count)
                file.output("\(name)_\(stride)", [1, cells, figures.count])
            }
        }
        return file.data
    }

    private static var matcher: Data {
        var file = NetworkFile(input: [1, 3, 112, 112])
        file.squares("input", "means", side: 14, weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], bias: [0, 0, 0])
        file.reshape("means", "vector", [1, 192])
        file.output("vector", [1, 192])
        return file.data
    }

    /// - Parameter threshold: greatest distance of a match.
    static func pack(threshold: Double = 0.05) throws -> (path: String, folder: TemporaryFolder) {
        let folder = try TemporaryFolder("networks")
        let models = try [(PackModel.Role.detector, detector), (.matcher, matcher)].map { role, bytes in
            _ = try folder.write("\(role.rawValue).onnx", bytes)
            var model = TestPack.model(role, bytes)
            if role == .matcher {
                model.threshold = threshold
                model.calibration?.distance = threshold
                model.input.mean = [128, 128, 128]
            }
            return model
        }
        let manifest = PackManifest(name: "networks", models: models)
        return (try folder.write("pack.json", JSONEncoder().encode(manifest)), folder)
    }
}
#endif
