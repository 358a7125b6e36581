import CKiosk
import Glibc
import JPEGCodec
import KioskDevices
import KioskDomain

/// A V4L2 capture device: 1280x720, MJPEG, or YUYV when it has no MJPEG, then as large as 15 of them a second allow.
final class DeviceSource: FrameSource {
    private let link: DeviceLink
    private let record: ControlRecord?
    private let focus: Int32?
    private var camera: OpaquePointer?
    private var encoder: JPEGEncoder?
    private(set) var name: String
    private(set) var isVirtual = false
    private(set) var format: CaptureFormat?
    private(set) var faults = FrameFaults()
    let settles = true

    /// - Parameters:
    ///   - record: keeps what the controls were, for the case that this process is killed.
    ///   - focus: where the lens stays, in the camera's own steps; nil: it focuses by itself.
    init(_ link: DeviceLink, record: ControlRecord? = nil, focus: Int32? = nil) {
        self.link = link
        self.record = record
        self.focus = focus
        name = link.path
    }

    deinit { close() }

    func open() throws(Failure) {
        if camera != nil { return }
        var opened: OpaquePointer?
        var wish = ck_v4l2_wish(
            width: 1280, height: 720, frames_per_second: 30, has_focus: focus == nil ? 0 : 1, focus: focus ?? 0)
        var result = ck_v4l2_open(link.path, &wish, &opened)
        // Of the two nodes of a UVC camera the second carries data about frames, not frames.
        if result == ENOTTY, let picture = link.pictureNode { result = ck_v4l2_open(picture, &wish, &opened) }
        try check(result)
        guard let opened else { throw Failure(.cameraMissing, link.path) }
        camera = opened
        name = String(cString: ck_v4l2_name(opened))
        // The kernel's own drivers without a lens.
        isVirtual = ["vivid", "v4l2 loopback"].contains(String(cString: ck_v4l2_driver(opened)))
        faults = FrameFaults()
        readFormat(opened)
        keepControls(of: opened)
    }

    func start() throws(Failure) {
        guard let camera else { throw Failure(.cameraLost, "\(link.path) is closed") }
        try check(ck_v4l2_start(camera))
        readFormat(camera)
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        guard let camera else { throw Failure(.cameraLost, "\(link.path) is closed") }
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        var index: UInt32 = 0
        var skipped = ck_v4l2_skipped()
        let result = ck_v4l2_newest(camera, Int32(limit / .milliseconds(1)), &bytes, &count, &index, &skipped)
        faults.errorBuffers += Int(clamping: skipped.error_buffers)
        faults.short += Int(clamping: skipped.short_frames)
        switch result {
        case 0: break
        case ETIMEDOUT: return nil
        case EIO: throw Failure(.cameraStalled, "\(name): the driver has ended the stream")
        default: throw Failure(.cameraLost, "\(name): \(String(cString: strerror(result)))")
        }
        defer { ck_v4l2_release(camera, index) }
        let frame = try frame(UnsafeRawBufferPointer(start: bytes, count: count), ck_v4l2_current_format(camera))
        if frame == nil { faults.cutOff += 1 }
        return frame
    }

    func stop() {
        if let camera { ck_v4l2_stop(camera) }
    }

    func check() throws(Failure) {
        guard let camera else { return }
        let result = ck_v4l2_check(camera)
        if result == 0 { return }
        close()
        throw Failure(.cameraLost, "\(name): \(String(cString: strerror(result)))")
    }

    func close() {
        if let camera {
            ck_v4l2_close(camera)
            record?.clear(recordName)
        }
        camera = nil
        format = nil
    }

    func controls() throws(Failure) -> [CameraSetting] {
        try check()
        return camera.map(DeviceControls.all) ?? []
    }

    /// Of a camera that a killed process left as it had set it, the record knows what it was before.
    private func keepControls(of camera: OpaquePointer) {
        guard let record else { return }
        var choices = [ck_v4l2_choice](repeating: ck_v4l2_choice(), count: Int(CK_V4L2_CHOICES))
        let count = ck_v4l2_choices(camera, &choices, choices.count)
        let taken = choices.prefix(count).map {
            ControlRecord.Entry(identifier: $0.identifier, before: $0.before, chosen: $0.chosen)
        }
        for entry in record.keep(taken, for: recordName) {
            ck_v4l2_set_before(camera, entry.identifier, entry.before)
        }
    }

    /// Another camera at the same place has other controls.
    private var recordName: String { "\(link.path) \(name)" }

    private func readFormat(_ camera: OpaquePointer) {
        let form = ck_v4l2_current_format(camera)
        format = CaptureFormat(
            coding: form.is_jpeg != 0 ? "MJPEG" : "YUYV", width: Int(form.width), height: Int(form.height),
            framesPerSecond: Int(form.frames_per_second))
        encoder = form.is_jpeg != 0 ? nil : try? JPEGEncoder()
    }

    private func frame(_ lent: UnsafeRawBufferPointer, _ form: ck_v4l2_format) throws(Failure) -> Frame? {
        if form.is_jpeg == 0 {
            guard let encoder else { return nil }
            return YUYVPicture.frame(
                lent, width: Int(form.width), height: Int(form.height), stride: Int(form.bytes_per_line), encoder)
        }
        // Some cameras pad a frame behind its end: only the picture is copied.
        guard let shape = JPEGShape(lent) else { return nil }
        guard let frame = Frame(copying: UnsafeRawBufferPointer(rebasing: lent[..<shape.end])) else {
            throw .noMemoryForFrame(name)
        }
        return frame
    }

    private func check(_ result: Int32) throws(Failure) {
        if result == 0 { return }
        close()
        throw DeviceProblem.failure(result, at: link.path)
    }
}
