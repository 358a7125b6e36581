import FoundationEssentials
import JPEGCodec
import KioskDevices
import KioskDomain

/// The pictures of a scripted camera: those of a folder, else a gray that moves, drawn here.
struct ScriptPictures {
    /// Pictures of a folder that are kept.
    private static let limit = 64
    private let moving: [[UInt8]]
    private let dark: [[UInt8]]
    private let other: [[UInt8]]

    /// - Throws: `configuration.invalid` when the folder has no JPEG files.
    init(folder: String?) throws(Failure) {
        let files = folder.map { RecordedSource.pictures(in: $0).prefix(Self.limit) }
        let found = files?.compactMap { FileManager.default.contents(atPath: $0).map { Array($0) } }
        if let folder, found?.isEmpty ?? true { throw Failure(.configurationInvalid, "no JPEG files in \(folder)") }
        do {
            let encoder = try JPEGEncoder()
            func gray(_ width: Int, _ height: Int, _ level: (Int) -> UInt8) throws(JPEGError) -> [UInt8] {
                let picture = Picture(width: width, height: height, layout: .gray) { bytes in
                    for index in bytes.indices { bytes[index] = level(index % width) }
                }
                return try encoder.encode(picture)
            }
            moving = try found ?? (0..<15).map { phase in try gray(64, 48) { UInt8(60 + ($0 + 8 * phase) % 120) } }
            other = try (0..<15).map { phase in try gray(48, 32) { UInt8(60 + ($0 + 8 * phase) % 120) } }
            // A covered lens is not quite still.
            dark = try (0..<15).map { phase in try gray(64, 48) { $0 == phase ? 2 : 0 } }
        } catch {
            throw Failure(.visionFault, "camera script: \(error)")
        }
    }

    func frame(_ number: Int) -> Frame? { Self.pick(moving, number) }
    func black(_ number: Int) -> Frame? { Self.pick(dark, number) }
    func small(_ number: Int) -> Frame? { Self.pick(other, number) }

    /// A picture without its last bytes, as it comes to the check that each frame goes through.
    func cut(_ number: Int) -> Frame? {
        let whole = moving[number % moving.count]
        return whole.prefix(whole.count - min(20, whole.count)).withUnsafeBytes { Frame(copying: $0) }
    }

    private static func pick(_ pictures: [[UInt8]], _ number: Int) -> Frame? {
        pictures[number % pictures.count].withUnsafeBytes { Frame(copying: $0) }
    }
}
