import ArgumentParser
import FaceEvaluation
import FoundationEssentials
import JPEGCodec

/// `face-bench make-frames`: a portrait in front of a grey wall, moved a little from frame to frame, 1280 by 720, JPEG.
struct MakeFrames: ParsableCommand {
    @Argument var portrait: String
    @Argument var folder: String
    @Option var count = 15

    func run() throws {
        let face = try PictureFile.load(portrait)
        // The portrait stands 640 pixels high.
        let step = Double(face.height) / 640
        let encoder = try JPEGEncoder()
        for number in 0..<count {
            let left = 640 - Int(Double(face.width) / step / 2) + 6 * (number % 5) - 12
            let top = 40 + 4 * (number % 3)
            let frame = Picture(width: 1280, height: 720, layout: .rgb) { canvas in
                for y in 0..<720 {
                    for x in 0..<1280 {
                        let (column, row) = (Int(Double(x - left) * step), Int(Double(y - top) * step))
                        let isFace = x >= left && column < face.width && y >= top && row < face.height
                        for channel in 0..<3 {
                            canvas[3 * (y * 1280 + x) + channel] =
                                isFace ? face.bytes[3 * (row * face.width + column) + channel] : 128
                        }
                    }
                }
            }
            let name = "\(folder)/\(number < 10 ? "0" : "")\(number).jpg"
            try Data(encoder.encode(frame, quality: 85)).write(to: URL(filePath: name))
        }
    }
}
