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

    /// What libjpeg-turbo says of a picture that it does not decode.
    init(decoder text: String) { self = Self.lacksMemory(text) ? .noMemory : .damaged(text) }

    /// What it says of one that it does not encode.
    init(encoder text: String) { self = Self.lacksMemory(text) ? .noMemory : .encoder(text) }

    /// `Insufficient memory` of libjpeg (jerror.h, JERR_OUT_OF_MEMORY), `Memory allocation failure` of turbojpeg.c, `Not
    /// enough memory` of libopenjp2, which gives the size of a tile as the reason, too: the sizes that could be at fault are
    /// refused before it sees them.
    static func lacksMemory(_ text: String) -> Bool {
        let words = text.lowercased()
        return ["insufficient memory", "memory allocation", "enough memory", "out of memory", "exceeds system limits"]
            .contains { words.contains($0) }
    }

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
