import CKiosk
import Glibc
import KioskDevices
import KioskDomain

/// A V4L2 capture device (`/dev/v4l/by-id/…`), 1280x720 MJPEG.
final class DeviceSource: FrameSource {
    private let path: String
    private var camera: OpaquePointer?
    private(set) var name: String
    private(set) var isVirtual = false

    init(path: String) {
        self.path = path
        name = path
    }

    deinit { close() }

    func open() throws(Failure) {
        close()
        var opened: OpaquePointer?
        try check(ck_v4l2_open(path, 1280, 720, 30, &opened))
        guard let opened else { throw Failure(.cameraMissing, path) }
        camera = opened
        name = String(cString: ck_v4l2_name(opened))
        // The kernel's own drivers without a lens.
        isVirtual = ["vivid", "v4l2 loopback"].contains(String(cString: ck_v4l2_driver(opened)))
        try check(ck_v4l2_start(opened))
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        guard let camera else { throw Failure(.cameraLost, "\(path) is closed") }
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        var index: UInt32 = 0
        let result = ck_v4l2_newest(camera, Int32(limit / .milliseconds(1)), &bytes, &count, &index)
        if result == ETIMEDOUT { return nil }
        if result != 0 { throw Failure(.cameraLost, "\(path): \(String(cString: strerror(result)))") }
        defer { ck_v4l2_release(camera, index) }
        // Some cameras pad a frame behind its end: only the picture is copied.
        let lent = UnsafeRawBufferPointer(start: bytes, count: count)
        guard let shape = JPEGShape(lent) else { return nil }
        return Frame(copying: UnsafeRawBufferPointer(rebasing: lent[..<shape.end]))
    }

    func close() {
        if let camera { ck_v4l2_close(camera) }
        camera = nil
    }

    private func check(_ result: Int32) throws(Failure) {
        if result == 0 { return }
        close()
        let code: FailureCode =
            switch result {
            case ENOENT, ENODEV, ENXIO, ENOTTY: .cameraMissing
            case EACCES, EPERM: .cameraNoPermission
            case EBUSY: .cameraBusy
            case EPROTONOSUPPORT: .cameraFormat
            default: .cameraLost
            }
        let reason = result == EPROTONOSUPPORT ? "offers no MJPEG" : String(cString: strerror(result))
        throw Failure(code, "\(path): \(reason)")
    }
}
