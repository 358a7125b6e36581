#if ONNXPack
import CFacePack
import FoundationEssentials
import KioskDevices
import KioskDomain

/// One network of a pack, loaded. One thread only.
final class Network {
    /// Outputs with more figures than a picture has pixels are none of ours.
    private static let figureLimit = 4 << 20
    private let network: OpaquePointer
    private let model: PackModel

    /// - Throws: `face.pack-refused` when OpenCV cannot read the bytes.
    init(_ model: PackModel, _ bytes: Data) throws(Failure) {
        let loaded = bytes.withUnsafeBytes {
            kpack_load($0.bindMemory(to: UInt8.self).baseAddress, $0.count)
        }
        guard let loaded else { throw PackRules.refused("\(model.role.rawValue): OpenCV cannot load \(model.file)") }
        network = loaded
        self.model = model
    }

    deinit { kpack_free(network) }

    /// The outputs by name, of one picture.
    ///
    /// - Throws: `face.pack-refused` when the network does not take such a picture.
    func run(_ planes: consuming InputPlanes) throws(Failure) -> [String: [Float]] {
        defer { planes.wipe() }
        let status = planes.values.withUnsafeBufferPointer {
            kpack_run(network, $0.baseAddress, 3, Int32(model.input.height), Int32(model.input.width))
        }
        guard status == 0 else {
            throw PackRules.refused(
                "\(model.role.rawValue): \(model.file) does not run on \(model.input.width)×\(model.input.height)")
        }
        var outputs: [String: [Float]] = [:]
        for index in 0..<kpack_outputs(network) {
            let size = kpack_size(network, index)
            guard size > 0, size <= Self.figureLimit, let name = kpack_name(network, index) else { continue }
            var figures = [Float](repeating: 0, count: size)
            guard kpack_copy(network, index, &figures, size) == 0 else { continue }
            outputs[String(cString: name)] = figures
        }
        return outputs
    }

    /// The figures of the only output.
    func single(_ planes: consuming InputPlanes) throws(Failure) -> [Float] {
        let outputs = try run(planes)
        guard outputs.count == 1, let figures = outputs.values.first else {
            throw PackRules.refused("\(model.role.rawValue): \(outputs.count) outputs instead of one")
        }
        return figures
    }
}
#endif
