public import KioskDevices
import KioskDomain

/// A place where frames come from. The calls block up to their deadline: used by one thread, off the shared pool.
///
/// A source is closed, open (there, but no frames flow) or started; ``open()`` pays what takes long, ``start()`` what a
/// session start may cost.
public protocol FrameSource: AnyObject {
    /// What the source calls itself; the device's own name once it is open.
    var name: String { get }
    /// True when every frame of it is virtual by nature (a folder of pictures, the kernel's test camera).
    var isVirtual: Bool { get }
    /// True when the first pictures after a start are too dark or too bright, until the exposure has settled.
    var settles: Bool { get }
    /// How pictures come; nil while it is closed or when it does not know.
    var format: CaptureFormat? { get }
    /// What was passed over since it was opened.
    var faults: FrameFaults { get }
    /// Opens the source without starting it. Does nothing to an open one.
    ///
    /// - Throws: `camera.missing`, `camera.busy`, `camera.no-permission`, `camera.format`.
    func open() throws(Failure)
    /// Lets frames flow. Does nothing to a started one.
    ///
    /// - Throws: as ``open()``, and `camera.lost`; the source must be opened anew then.
    func start() throws(Failure)
    /// The newest whole frame that has not been given yet; older ones are dropped. Nil when none came in time.
    ///
    /// - Throws: `camera.lost`: the source must be opened anew. `camera.stalled`: the source is there but must be stopped
    ///   and started.
    func newest(within limit: Duration) throws(Failure) -> Frame?
    /// Ends the flow and forgets what has arrived; the source stays open.
    func stop()
    /// Looks whether an open source is still there.
    ///
    /// - Throws: `camera.lost`.
    func check() throws(Failure)
    /// Ends everything. Does nothing to a closed source.
    func close()
    /// What can be set; empty for a source without controls.
    ///
    /// - Throws: `camera.lost`.
    func controls() throws(Failure) -> [CameraSetting]
}

extension FrameSource {
    /// Pictures of a file are as they are.
    public var settles: Bool { false }
    /// Not known.
    public var format: CaptureFormat? { nil }
    /// None are known.
    public var faults: FrameFaults { FrameFaults() }
    /// Needs nothing.
    public func start() throws(Failure) {}
    /// Needs nothing.
    public func stop() {}
    /// What needs no opening does not go.
    public func check() throws(Failure) {}
    /// None.
    public func controls() throws(Failure) -> [CameraSetting] { [] }
}

/// How a camera gives its pictures.
public struct CaptureFormat: Sendable, Hashable {
    /// `MJPEG` or `YUYV`, as V4L2 calls them.
    public var coding: String
    /// Size in pixels.
    public var width: Int
    /// Size in pixels.
    public var height: Int
    /// As the driver promises; 0 when it does not say.
    public var framesPerSecond: Int

    /// Every field as given.
    public init(coding: String, width: Int, height: Int, framesPerSecond: Int) {
        self.coding = coding
        self.width = width
        self.height = height
        self.framesPerSecond = framesPerSecond
    }
}

/// Frames that were passed over, by reason.
public struct FrameFaults: Sendable, Hashable {
    /// The driver marked the buffer as damaged (lost packets: cable, hub, bandwidth).
    public var errorBuffers = 0
    /// Fewer bytes than any picture has.
    public var short = 0
    /// The picture ends before its end marker, or is no picture.
    public var cutOff = 0

    /// None yet.
    public init() {}

    /// All of them.
    public var total: Int { errorBuffers + short + cutOff }

    /// One line for a technician.
    var text: String { "\(errorBuffers) error buffers, \(short) short, \(cutOff) cut off" }
}
