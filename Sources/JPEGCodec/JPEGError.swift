/// Why bytes are refused as a JPEG picture.
public enum JPEGError: Error, Hashable, CustomStringConvertible {
    /// No JPEG header that the decoder understands.
    case notJPEG
    /// The picture ends before its last line, or its data is damaged.
    case damaged(String)
    /// CMYK or YCCK, which no camera or register uses.
    case colours
    /// More pixels than the limit; nothing was decoded.
    case tooManyPixels(width: Int, height: Int)
    /// The encoder refused.
    case encoder(String)

    /// One line for a technician.
    public var description: String {
        switch self {
        case .notJPEG: "not a JPEG picture"
        case .damaged(let reason): "damaged JPEG picture: \(reason)"
        case .colours: "JPEG picture in CMYK"
        case .tooManyPixels(let width, let height): "JPEG picture of \(width)x\(height) pixels is over the limit"
        case .encoder(let reason): "JPEG encoder: \(reason)"
        }
    }
}
