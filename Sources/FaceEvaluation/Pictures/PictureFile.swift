import FoundationEssentials
public import JPEGCodec

/// Pictures in files, for trials: PGM, PNG, JPEG and JPEG 2000, told apart by their first bytes.
public enum PictureFile {
    /// No picture of a face is longer.
    public static let byteLimit = 32 << 20
    /// The limit of the JPEG decoder.
    public static let pixelLimit = 16_000_000

    /// Reads and decodes a file.
    public static func load(_ path: String) throws(PictureFileError) -> Picture {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size > byteLimit { throw .tooLong(bytes: size) }
        guard let data = FileManager.default.contents(atPath: path) else { throw .notReadable }
        guard data.count <= byteLimit else { throw .tooLong(bytes: data.count) }
        return try decode(Array(data))
    }

    /// Decodes the bytes of a file; always in colours.
    public static func decode(_ bytes: [UInt8]) throws(PictureFileError) -> Picture {
        if PNG.recognises(bytes) { return try PNG.decode(bytes, pixelLimit: pixelLimit) }
        if bytes.starts(with: [0x50, 0x35]) { return try PGM.decode(bytes, pixelLimit: pixelLimit) }
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(JPEGError) in
                if JPEG2000Decoder.recognises(raw) { return try JPEG2000Decoder().rgb(of: raw) }
                return try JPEGDecoder(pixelLimit: pixelLimit).rgb(of: raw)
            }
        }
        do throws(JPEGError) {
            return try result.get()
        } catch {
            switch error {
            case .notJPEG: throw .unknownFormat
            case .tooManyPixels(let width, let height): throw .tooManyPixels(width: width, height: height)
            default: throw .damaged("\(error)")
            }
        }
    }
}
