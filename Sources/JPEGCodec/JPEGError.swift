/// Why bytes are refused as a JPEG or JPEG 2000 picture.
public enum JPEGError: Error, Hashable, CustomStringConvertible {
    /// No JPEG header that the decoder understands.
    case notJPEG
    /// The picture ends before its last line, or its data is damaged.
    case damaged(String)
    /// CMYK, YCCK or other samples than one or three of eight bits, which no camera, register or chip uses.
    case colours
    /// More pixels than the limit; nothing was decoded.
    case tooManyPixels(width: Int, height: Int)
    /// A progressive picture of more scans than any encoder makes; nothing was decoded.
    case tooManyScans(Int)
    /// There is no memory for the pixels.
    case noMemory
    /// The encoder refused.
    case encoder(String)

    /// One line for a technician.
    public var description: String {
        switch self {
        case .notJPEG: "not a JPEG picture"
        case .damaged(let reason): "damaged JPEG picture: \(reason)"
        case .colours: "JPEG picture in colours that no portrait has"
        case .tooManyPixels(let width, let height): "JPEG picture of \(width)x\(height) pixels is over the limit"
        case .tooManyScans(let scans): "JPEG picture of \(scans) scans or more is over the limit"
        case .noMemory: "no memory for the pixels of a picture"
        case .encoder(let reason): "JPEG encoder: \(reason)"
        }
    }
}
