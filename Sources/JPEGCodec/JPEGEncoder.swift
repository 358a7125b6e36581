import CTurboJPEG

/// libjpeg-turbo's encoder. Not for several threads at once.
public final class JPEGEncoder {
    private let handle: tjhandle
    /// Where the library writes: memory that it would take of its own grows by copies that nobody wipes (DESIGN 5.7).
    private(set) var output: LockedBuffer?

    /// - Throws: ``JPEGError/noMemory`` when the library gives no encoder.
    public init() throws(JPEGError) {
        guard let handle = tjInitCompress() else { throw .noMemory }
        self.handle = handle
    }

    deinit { tjDestroy(handle) }

    /// Encodes with 4:2:0 colours; `quality` is 1 to 100.
    ///
    /// - Throws: ``JPEGError/noMemory``, ``JPEGError/encoder(_:)``.
    public func encode(_ picture: Picture, quality: Int = 85) throws(JPEGError) -> [UInt8] {
        let (format, samples) =
            picture.layout == .gray
            ? (TJPF_GRAY.rawValue, TJSAMP_GRAY.rawValue) : (TJPF_RGB.rawValue, TJSAMP_420.rawValue)
        let output = try room(for: picture, samples: Int32(samples))
        var start: UnsafeMutablePointer<UInt8>? = output.bytes.bindMemory(to: UInt8.self).baseAddress
        var size = UInt(output.count)
        let result = withExtendedLifetime(picture) {
            tjCompress2(
                handle, picture.bytes.bindMemory(to: UInt8.self).baseAddress, Int32(picture.width), 0,
                Int32(picture.height), Int32(format), &start, &size, Int32(samples), Int32(min(max(quality, 1), 100)),
                TJFLAG_NOREALLOC)
        }
        guard result == 0, size <= output.count else {
            output.wipe()
            throw JPEGError(encoder: String(cString: tjGetErrorStr2(handle)))
        }
        let written = UnsafeMutableRawBufferPointer(rebasing: output.bytes[..<Int(size)])
        defer { LockedBuffer.wipe(written) }
        return Array(written)
    }

    /// As much as the picture can take at the most, kept for the next one of its size.
    private func room(for picture: Picture, samples: Int32) throws(JPEGError) -> LockedBuffer {
        let most = tjBufSize(Int32(picture.width), Int32(picture.height), samples)
        guard most != UInt.max, let count = Int(exactly: most) else { throw .encoder("a picture of no size") }
        if let output, output.count == count { return output }
        output = nil
        guard let made = LockedBuffer(count: count) else { throw .noMemory }
        output = made
        return made
    }
}
