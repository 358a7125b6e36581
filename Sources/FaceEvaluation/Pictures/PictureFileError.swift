/// Why a file is no picture that can be looked at.
public enum PictureFileError: Error, Hashable, CustomStringConvertible {
    /// No file, or it may not be read.
    case notReadable
    /// Over the limit of bytes.
    case tooLong(bytes: Int)
    /// Neither PGM (binary), PNG, JPEG nor JPEG 2000.
    case unknownFormat
    /// More pixels than the limit; nothing was decoded.
    case tooManyPixels(width: Int, height: Int)
    /// The file is not what its first bytes claim.
    case damaged(String)

    /// One line for a technician.
    public var description: String {
        switch self {
        case .notReadable: "cannot be read"
        case .tooLong(let bytes): "\(bytes) bytes are over the limit"
        case .unknownFormat: "neither PGM, PNG, JPEG nor JPEG 2000"
        case .tooManyPixels(let width, let height): "\(width)x\(height) pixels are over the limit"
        case .damaged(let reason): "damaged: \(reason)"
        }
    }
}
