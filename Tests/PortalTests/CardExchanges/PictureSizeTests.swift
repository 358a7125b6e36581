import FoundationEssentials
import KioskTestSupport
import PortalContract
import Testing

@testable import PortalServer

/// What the portal reads of a picture from outside: its own header, and nothing that could trap.
struct PictureSizeTests {
    @Test("a picture of another program has the size that its header says") func real() async throws {
        // The system's, which has the package; another one may stand before it.
        let python = "/usr/bin/python3"
        try RealPart.require(programs: python)
        let probe = try await Tool.run(python, ["-c", "import PIL"])
        try RealPart.require(probe.succeeded, "python3-pil is not installed")
        let folder = try TemporaryFolder("pictures")
        let script = """
            import sys
            from PIL import Image
            for name, options in (("a.jpg", {}), ("b.jpg", {"progressive": True})):
                Image.new("RGB", (600, 800), "gray").save(sys.argv[1] + "/" + name, quality=90, **options)
            Image.new("1", (240, 80)).save(sys.argv[1] + "/c.png")
            """
        try await Tool.mustRun(python, ["-c", script, folder.path])
        for name in ["a.jpg", "b.jpg"] {
            let size = PictureSize(jpeg: try Data(contentsOf: URL(filePath: folder.file(name))))
            #expect(size?.width == 600 && size?.height == 800 && size?.isPortrait == true)
        }
        let size = PictureSize(png: try Data(contentsOf: URL(filePath: folder.file("c.png"))))
        #expect(size?.width == 240 && size?.height == 80 && size?.isSpecimen == true)
    }

    @Test("the limits of both, from both sides")
    func limits() {
        func jpeg(_ width: Int, _ height: Int) -> PictureSize? {
            var bytes = ExchangeSamples.photo
            (bytes[7], bytes[8]) = (UInt8(height >> 8), UInt8(height & 255))
            (bytes[9], bytes[10]) = (UInt8(width >> 8), UInt8(width & 255))
            return PictureSize(jpeg: bytes)
        }
        for (width, height, fits) in [
            (300, 400, true), (299, 400, false), (300, 399, false), (400, 400, false), (3_000, 4_000, true),
            (3_000, 4_001, false),
        ] { #expect(jpeg(width, height)?.isPortrait == fits, "\(width) by \(height)") }
    }

    @Test("cut off or altered anywhere, it is read or refused, never trapped") func hostile() {
        for good in [ExchangeSamples.photo, ExchangeSamples.specimen] {
            for count in 0..<good.count {
                #expect(PictureSize(jpeg: good.prefix(count)) == nil && PictureSize(png: good.prefix(count)) == nil)
            }
            for index in good.indices {
                for value: UInt8 in [0, 1, 0x7F, 0xD9, 0xDA, 0xFF] {
                    var bytes = good
                    bytes[index] = value
                    let size = PictureSize(jpeg: bytes) ?? PictureSize(png: bytes)
                    #expect(size.map { (0...Int(UInt32.max)).contains($0.width) } ?? true)
                }
            }
        }
    }
}
