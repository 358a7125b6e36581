import CTurboJPEG

/// What the header of a JPEG picture says.
public struct JPEGHeader: Sendable, Hashable {
    /// Size in pixels.
    public var width: Int
    /// Size in pixels.
    public var height: Int
}

/// libjpeg-turbo's decoder with limits. Not for several threads at once.
public final class JPEGDecoder {
    /// How much of the resolution is decoded.
    public enum Scale: Sendable {
        /// Every pixel.
        case full
        /// Half of width and height, rounded up; the decoder skips the rest.
        case half
    }

    /// The most pixels that are decoded, checked by the header before anything is allocated.
    public let pixelLimit: Int
    private let handle: tjhandle

    /// - Parameter pixelLimit: default 16 megapixels.
    /// - Throws: ``JPEGError/noMemory`` when the library gives no decoder.
    public init(pixelLimit: Int = 16_000_000) throws(JPEGError) {
        guard let handle = tjInitDecompress() else { throw .noMemory }
        self.handle = handle
        self.pixelLimit = pixelLimit
    }

    deinit { tjDestroy(handle) }

    /// Reads the header and walks over the segments; decodes nothing.
    public func header(of jpeg: UnsafeRawBufferPointer) throws(JPEGError) -> JPEGHeader {
        let structure = try JPEGStructure(jpeg, pixelLimit: pixelLimit)
        return JPEGHeader(width: structure.width, height: structure.height)
    }

    /// Luma only.
    public func luma(of jpeg: UnsafeRawBufferPointer, scale: Scale = .full) throws(JPEGError) -> Picture {
        try decode(jpeg, scale: scale, layout: .gray, format: Int32(TJPF_GRAY.rawValue))
    }

    /// All colours.
    public func rgb(of jpeg: UnsafeRawBufferPointer, scale: Scale = .full) throws(JPEGError) -> Picture {
        try decode(jpeg, scale: scale, layout: .rgb, format: Int32(TJPF_RGB.rawValue))
    }

    private func decode(
        _ jpeg: UnsafeRawBufferPointer, scale: Scale, layout: Picture.Layout, format: Int32
    ) throws(JPEGError) -> Picture {
        let structure = try JPEGStructure(jpeg, pixelLimit: pixelLimit)
        let divisor = scale == .half ? 2 : 1
        let width = (structure.width + divisor - 1) / divisor
        let height = (structure.height + divisor - 1) / divisor
        return try Picture(decoding: width, height, layout) { (pixels) throws(JPEGError) in
            // Any warning (truncated data, extraneous bytes) is an error: a half picture must not be judged.
            let result = tjDecompress2(
                handle, jpeg.bindMemory(to: UInt8.self).baseAddress, UInt(structure.length),
                pixels.bindMemory(to: UInt8.self).baseAddress, Int32(width), 0, Int32(height), format,
                TJFLAG_STOPONWARNING)
            guard result == 0 else { throw JPEGError(decoder: String(cString: tjGetErrorStr2(handle))) }
        }
    }
}
