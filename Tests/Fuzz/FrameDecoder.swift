/// libFuzzer's entry for the frame decoder: camera frames and portraits, as the helper decodes them. Compiled together with
/// the sources of JPEGCodec by `.ci/fuzz`; the corpus beside it is replayed by `FuzzCorpusTests` too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrameDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    if JPEG2000Decoder.recognises(bytes) {
        if let picture = try? JPEG2000Decoder().rgb(of: bytes) { touch(picture) }
        return 0
    }
    // Small, so that the time goes into headers and not into pixels.
    guard let decoder = try? JPEGDecoder(pixelLimit: 100_000), (try? decoder.header(of: bytes)) != nil else { return 0 }
    if let half = try? decoder.luma(of: bytes, scale: .half) { touch(half) }
    if let gray = try? decoder.luma(of: bytes) { touch(gray) }
    if let colours = try? decoder.rgb(of: bytes) { touch(colours) }
    return 0
}

/// Reads the first and the last pixel: both must be there.
private func touch(_ picture: Picture) {
    let bytes = picture.bytes
    precondition(bytes.count == picture.width * picture.height * picture.layout.rawValue)
    precondition(Int(bytes[0]) + Int(bytes[bytes.count - 1]) >= 0)
}
