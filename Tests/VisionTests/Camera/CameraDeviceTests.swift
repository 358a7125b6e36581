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
            (EBUSY, .cameraBusy), (EIO, .cameraLost), (12345, .cameraLost),
        ])
    func codes(problem: Int32, code: FailureCode) {
        #expect(DeviceProblem.failure(problem, at: "/dev/v4l/by-id/none").code == code)
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
