import CKiosk
import JPEGCodec

/// libFuzzer's entry for what meets the bytes of cameras and portraits, in the order in which the helper has it: raw pictures
/// (behind the letter Y and their sizes) become RGB; of all else the shape of a JPEG picture is read, as of each camera
/// frame, and then it is decoded. Compiled together with the sources of JPEGCodec and the frames of CameraSource by
/// `.ci/fuzz`; the corpus beside it is replayed by `FuzzCorpusTests` too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrameDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    if bytes.first == UInt8(ascii: "Y") {
        convert(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
        return 0
    }
    shape(bytes)
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

/// What every camera frame goes through before it is one.
private func shape(_ bytes: UnsafeRawBufferPointer) {
    guard let shape = JPEGShape(bytes) else { return }
    precondition((4...bytes.count).contains(shape.end))
    let whole = UnsafeRawBufferPointer(rebasing: bytes[..<shape.end])
    guard let frame = Frame(copying: whole) else { preconditionFailure("a whole picture is no frame") }
    precondition(frame.bytes.elementsEqual(whole))
    precondition(frame.width == shape.width && frame.height == shape.height && frame.remark == shape.remark)
}

/// Width, height and length of a line, two bytes each, the less significant first; the pixels follow.
private func convert(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 6 else { return }
    let sizes = (0..<3).map { UInt32(bytes[2 * $0]) | UInt32(bytes[2 * $0 + 1]) << 8 }
    let (width, height) = (Int(sizes[0]), Int(sizes[1]))
    guard width * height <= 100_000 else { return }
    // Of their own and of just that size, so that the address checks see a byte too many on either side.
    let yuyv = [UInt8](bytes.dropFirst(6))
    var rgb = [UInt8](repeating: 0, count: 3 * width * height)
    _ = ck_yuyv_to_rgb(yuyv, yuyv.count, sizes[0], sizes[1], sizes[2], &rgb)
}

/// Reads the first and the last pixel: both must be there.
private func touch(_ picture: Picture) {
    let bytes = picture.bytes
    precondition(bytes.count == picture.width * picture.height * picture.layout.rawValue)
    precondition(Int(bytes[0]) + Int(bytes[bytes.count - 1]) >= 0)
}
