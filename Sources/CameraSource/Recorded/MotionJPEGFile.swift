import FoundationEssentials
import KioskDevices
import KioskDomain

/// JPEG pictures back to back, as cameras and recorders write them (`.mjpeg`).
struct MotionJPEGFile {
    /// Some minutes at 720p.
    private static let limit = 256 << 20
    private let data: Data
    private let places: [Range<Int>]

    /// - Throws: `camera.missing` without the file, `camera.format` when it does not begin with a picture. A last picture
    ///   that is cut off is left out.
    init(path: String) throws(Failure) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? UInt64 else { throw Failure(.cameraMissing, "no file \(path)") }
        guard size <= UInt64(Self.limit), let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.cameraFormat, "\(path): more than \(Self.limit >> 20) MiB")
        }
        var places: [Range<Int>] = []
        data.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count, let shape = JPEGShape(UnsafeRawBufferPointer(rebasing: bytes[start...])) {
                places.append(start..<start + shape.end)
                start += shape.end
            }
        }
        guard !places.isEmpty else { throw Failure(.cameraFormat, "\(path): not JPEG pictures") }
        self.data = data
        self.places = places
    }

    var count: Int { places.count }

    subscript(index: Int) -> Frame? {
        data.withUnsafeBytes { Frame(copying: UnsafeRawBufferPointer(rebasing: $0[places[index]])) }
    }
}
