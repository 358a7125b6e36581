import CZBar
public import JPEGCodec

/// Finds QR codes (ISO/IEC 18004) in pictures by ZBar. Every other kind of code is passed over. Not for several threads at
/// once.
public final class QRReader {
    /// Codes of one picture at most.
    public static let most = 4
    /// Bytes of one text at most; ours has 40, and what is longer is somebody else's.
    public static let longest = 512
    /// `Y800`, as ZBar names 8-bit grey.
    private static let grey: UInt = 0x3030_3859

    private let scanner: OpaquePointer

    /// - Throws: ``JPEGError/noMemory`` when the library gives no scanner.
    public init() throws(JPEGError) {
        guard let scanner = zbar_image_scanner_create() else { throw .noMemory }
        self.scanner = scanner
        // Debian's library tells every code to the session's D-Bus, unless it is asked not to.
        zbar_image_scanner_request_dbus(scanner, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    }

    deinit { zbar_image_scanner_destroy(scanner) }

    /// The texts of the codes in a grey picture, each once; none when there is none, or the picture has colours.
    public func texts(in picture: Picture) -> [String] {
        guard picture.layout == .gray, let image = zbar_image_create() else { return [] }
        defer { zbar_image_destroy(image) }
        zbar_image_set_format(image, Self.grey)
        zbar_image_set_size(image, UInt32(picture.width), UInt32(picture.height))
        return withExtendedLifetime(picture) {
            // The pixels stay ours: ZBar reads them and frees nothing.
            zbar_image_set_data(image, picture.bytes.baseAddress, UInt(picture.bytes.count), nil)
            guard zbar_scan_image(scanner, image) > 0 else { return [] }
            defer { zbar_image_scanner_recycle_image(scanner, image) }
            return Self.texts(of: image)
        }
    }

    private static func texts(of image: OpaquePointer) -> [String] {
        var found: [String] = []
        var symbol = zbar_image_first_symbol(image)
        while let one = symbol, found.count < most {
            if zbar_symbol_get_type(one) == ZBAR_QRCODE, let data = zbar_symbol_get_data(one) {
                let count = min(Int(zbar_symbol_get_data_length(one)), longest)
                let bytes = UnsafeRawBufferPointer(start: data, count: count)
                let text = String(decoding: bytes, as: UTF8.self)
                if !found.contains(text) { found.append(text) }
            }
            symbol = zbar_symbol_next(one)
        }
        return found
    }
}
