import CKiosk
import Glibc
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import CameraSource

@BlockingTests
@Suite("Camera devices: links, holders, raw pictures (issue 4.1, bad input)")
struct CameraDeviceTests {
    @Test(
        "A number is refused, with what to use instead", arguments: ["/dev/video0", "/dev/../dev/video12", "/video3"])
    func numbered(path: String) throws {
        let failure = try #require(throws: Failure.self) { try SourceConfiguration.source("device:\(path)") }
        #expect(failure.code == .configurationInvalid)
        #expect(failure.detail.contains("/dev/v4l/by-id"))
    }

    @Test("Links are taken, and the node of data about frames leads to the node of frames")
    func links() throws {
        #expect(try DeviceLink("/dev/v4l/by-id/usb-Lab_Camera-video-index0").pictureNode == nil)
        #expect(
            try DeviceLink("/dev/v4l/by-id/usb-Lab_Camera-video-index1").pictureNode
                == "/dev/v4l/by-id/usb-Lab_Camera-video-index0")
        #expect(try DeviceLink("/dev/psc-kiosk/camera").pictureNode == nil)
        #expect(try DeviceLink("/dev/psc-kiosk/video-left").pictureNode == nil)
    }

    @Test(
        "What a driver answers has its code",
        arguments: [
            (EACCES, FailureCode.cameraNoPermission), (EPERM, .cameraNoPermission), (ENOENT, .cameraMissing),
            (ENODEV, .cameraMissing), (ENOTTY, .cameraMissing), (EPROTONOSUPPORT, .cameraFormat),
            (EBUSY, .cameraBusy), (ENOSPC, .cameraBandwidth), (EIO, .cameraLost), (12345, .cameraLost),
        ])
    func codes(problem: Int32, code: FailureCode) {
        #expect(DeviceProblem.failure(problem, at: "/dev/v4l/by-id/none").code == code)
    }

    @Test(
        "Raw pictures: the greatest size within 1280 by 720 that comes 15 times a second, else the fastest (DESIGN 5.2)",
        arguments: [
            // A camera at USB 2, by its data sheet: 1280x720 YUYV is 18 MB for each ten pictures.
            ([(640, 480, 30), (1280, 720, 10), (800, 600, 20), (960, 540, 15), (1920, 1080, 5)], (960, 540)),
            ([(640, 480, 30), (1280, 720, 15)], (1280, 720)),
            ([(1600, 1200, 30), (1024, 768, 30), (1280, 721, 30), (320, 240, 30)], (320, 240)),
            ([(640, 480, 10), (320, 240, 14), (352, 288, 14), (1280, 720, 5)], (352, 288)),
            // A driver that names no times: nothing speaks against the greatest.
            ([(640, 480, 0), (1280, 720, 0)], (1280, 720)),
            ([(1920, 1080, 30), (0, 0, 60)], (1280, 720)), ([], (1280, 720)),
        ] as [([(UInt32, UInt32, UInt32)], (UInt32, UInt32))])
    func rawSize(offered: [(UInt32, UInt32, UInt32)], expected: (UInt32, UInt32)) {
        let sizes = offered.map { ck_v4l2_size(width: $0.0, height: $0.1, frames_per_second: $0.2) }
        let wish = ck_v4l2_size(width: 1280, height: 720, frames_per_second: 15)
        let chosen = sizes.withUnsafeBufferPointer { ck_v4l2_choose_size($0.baseAddress, $0.count, wish) }
        #expect((chosen.width, chosen.height) == expected)
    }

    @Test("A device held by another program: the message names it")
    func held() throws {
        // A device that hardly anybody has open.
        let path = "/dev/full"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("30"), nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        try #require(posix_spawn(&process, "/bin/sleep", &actions, nil, &arguments, environ) == 0)
        defer {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        let failure = DeviceProblem.failure(EBUSY, at: path)
        #expect(failure.code == .cameraBusy)
        #expect(failure.detail.contains("process \(process)"))
    }

    @Test(
        "YUYV of any size, also odd ones, becomes a picture of that size and light",
        arguments: [(2, 1), (1, 1), (3, 3), (641, 479), (320, 240)])
    func yuyv(width: Int, height: Int) throws {
        for spare in [0, 2, 64] {
            let stride = (width + width % 2) * 2 + spare
            var raw = [UInt8](repeating: 128, count: stride * height)
            for row in 0..<height {
                for column in 0..<width { raw[row * stride + 2 * column] = 126 }
            }
            let frame = try #require(try converted(raw, width, height, stride))
            #expect(frame.width == width && frame.height == height)
            let gray = try JPEGDecoder().luma(of: frame.bytes)
            #expect(gray.bytes.allSatisfy { abs(Int($0) - 128) < 6 })
        }
    }

    @Test(
        "YUYV whose sizes do not fit its bytes is no picture",
        arguments: [
            (0, 10, 20, 1000), (10, 0, 20, 1000), (-1, -1, 20, 1000), (10, 10, 19, 1000), (10, 10, 20, 199),
            (100_000, 100_000, 200_000, 1000), (10, 10, -20, 1000), (16384, 16384, 32768, 1000),
            (10, 10, Int.max, 1000),
        ])
    func badYUYV(width: Int, height: Int, stride: Int, count: Int) throws {
        #expect(try converted([UInt8](repeating: 1, count: count), width, height, stride) == nil)
    }

    private func converted(_ raw: [UInt8], _ width: Int, _ height: Int, _ stride: Int) throws -> Frame? {
        let encoder = try JPEGEncoder()
        return raw.withUnsafeBytes {
            YUYVPicture.frame($0, width: width, height: height, stride: stride, encoder)
        }
    }
}
