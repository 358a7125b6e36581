import FoundationEssentials
import Glibc
import SlipRaster

/// Where the pieces of paper go.
protocol PaperTray: Sendable {
    mutating func keep(_ piece: PaperPiece, at time: Date) throws
}

/// The folder in which each slip stays as PNG, with one JSON line each. A slip that is announced is on the disk.
struct SlipFolder: PaperTray {
    /// One line of `slips.jsonl`.
    struct Line: Codable {
        /// Counts all pieces in this folder, from 1.
        var slip: Int
        var file: String
        /// Dots.
        var width: Int
        var rows: Int
        /// `cut` by the cutter, `torn` off by hand, or `retracted` into the bin.
        var end: PaperPiece.End
        /// UTC, ISO 8601 with milliseconds.
        var at: String
    }

    let path: String
    private var last: Int

    /// Makes the folder when it is not there; counting goes on after the slips in it.
    init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let numbers = try FileManager.default.contentsOfDirectory(atPath: path).compactMap(Self.number)
        last = numbers.max() ?? 0
    }

    /// Writes the picture, then its line; both are durable on return.
    mutating func keep(_ piece: PaperPiece, at time: Date) throws {
        let number = last + 1
        let digits = String(number)
        let name = "slip-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".png"
        try DurableFile.replace("\(path)/\(name)", with: try piece.raster.png())
        last = number
        let line = Line(
            slip: number, file: name, width: piece.raster.width, rows: piece.raster.height, end: piece.end,
            at: time.formatted(.iso8601.time(includingFractionalSeconds: true)))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try DurableFile.append("\(path)/slips.jsonl", Array(try encoder.encode(line)) + [0x0A])
    }

    private static func number(_ name: String) -> Int? {
        guard name.hasPrefix("slip-"), name.hasSuffix(".png") else { return nil }
        return Int(name.dropFirst(5).dropLast(4))
    }
}
