public import FoundationEssentials
public import KioskDomain

/// What is asked of a camera beside looking at a person: by a technician while nobody is served, or by an operator.
public enum CameraRequest: Sendable, Hashable, Codable {
    /// One picture, once the light of the picture has settled. It travels as a frame of its own before the answer.
    case snapshot
    /// What can be set at the camera, and what the kiosk sets.
    case controls
    /// Opens the camera and measures what comes.
    ///
    /// - Parameter seconds: how long, held within 1…10.
    case test(seconds: Double)
    /// Looks for a QR code with the camera for documents, whatever the other camera does meanwhile.
    ///
    /// - Parameter seconds: how long at most, held within 1…30.
    case readCode(seconds: Double)

    /// The longest that an answer may take: opening, settling, the measurement.
    public var patience: Duration {
        switch self {
        case .controls: .seconds(5)
        case .snapshot: .seconds(10)
        case .test(let seconds): .seconds(10 + min(max(seconds, 1), 10))
        case .readCode(let seconds): .seconds(5 + min(max(seconds, 1), 30))
        }
    }
}

/// What the helper answers to a ``CameraRequest``.
public enum CameraAnswer: Sendable, Hashable, Codable {
    /// The picture stood in the frame before.
    case snapshot(SnapshotReport)
    /// Empty when the source has no controls (pictures of a folder, a stream).
    case controls([CameraControl])
    /// What was measured; a camera that cannot be opened is a finding, too.
    case test(CameraTestReport)
    /// What the codes before the camera say.
    case codes(CodeReport)
    /// Nothing was done: a person is served, the camera cannot be had, or another technician asked first.
    case refused(code: FailureCode, detail: String)
}

/// QR codes of one picture.
public struct CodeReport: Sendable, Hashable, Codable {
    /// Their texts, at least one.
    public var texts: [String]
    /// The camera names itself virtual (R1).
    public var isVirtual: Bool

    /// Every field as given.
    public init(texts: [String], isVirtual: Bool) {
        self.texts = texts
        self.isVirtual = isVirtual
    }
}

/// About a picture that was taken.
public struct SnapshotReport: Sendable, Hashable, Codable {
    /// What the camera calls itself.
    public var camera: String
    /// The camera names itself virtual (R1).
    public var isVirtual: Bool
    /// Size in pixels.
    public var width: Int
    /// Size in pixels.
    public var height: Int
    /// Mean luma, 0…1.
    public var luma: Double

    /// Every field as given.
    public init(camera: String, isVirtual: Bool, width: Int, height: Int, luma: Double) {
        self.camera = camera
        self.isVirtual = isVirtual
        self.width = width
        self.height = height
        self.luma = luma
    }
}

/// A picture with what is known of it, from kioskd to a technician's command.
public struct CameraSnapshot: Sendable, Hashable, Codable {
    /// About the picture.
    public var report: SnapshotReport
    /// The picture as the camera coded it.
    public var jpeg: Data

    /// A picture and its report.
    public init(report: SnapshotReport, jpeg: Data) {
        self.report = report
        self.jpeg = jpeg
    }
}

/// One control of a camera (V4L2 user and camera classes).
public struct CameraControl: Sendable, Hashable, Codable {
    /// As the driver names it, such as `Exposure, Dynamic Framerate`.
    public var name: String
    /// What its values mean: `integer`, `boolean`, `menu` or what the driver says.
    public var kind: String
    /// Smallest value.
    public var minimum: Int
    /// Greatest value.
    public var maximum: Int
    /// Distance between values.
    public var step: Int
    /// The driver's own choice.
    public var standard: Int
    /// What it is now; nil when it cannot be read.
    public var current: Int?
    /// What the kiosk sets while it uses the camera, and takes back afterwards; nil when it leaves the control alone.
    public var chosen: Int?
    /// Names of the values of a menu.
    public var choices: [Int: String]
    /// The driver does not let it be set at present (read-only, inactive, grabbed).
    public var isFixed: Bool

    /// Every field as given.
    public init(
        name: String, kind: String, minimum: Int, maximum: Int, step: Int, standard: Int, current: Int?, chosen: Int?,
        choices: [Int: String] = [:], isFixed: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.minimum = minimum
        self.maximum = maximum
        self.step = step
        self.standard = standard
        self.current = current
        self.chosen = chosen
        self.choices = choices
        self.isFixed = isFixed
    }
}

/// What a camera did over some seconds.
public struct CameraTestReport: Sendable, Hashable, Codable {
    /// What the camera calls itself.
    public var camera: String
    /// The camera names itself virtual (R1).
    public var isVirtual: Bool
    /// Why it gives no pictures, or wrong ones: any `camera.…` code that came up.
    public var code: FailureCode?
    /// One line to the code.
    public var detail: String
    /// From the request to the first picture, opening included; nil when none came.
    public var firstFrameMilliseconds: Double?
    /// How long was measured, from the first picture.
    public var seconds: Double
    /// Pictures that came in that time.
    public var frames: Int
    /// Pictures that cannot be decoded.
    public var damaged: Int
    /// The longest pause between two pictures.
    public var longestGapMilliseconds: Double
    /// How a picture is coded, such as `MJPEG`.
    public var format: String
    /// Size in pixels; 0 when no picture came.
    public var width: Int
    /// Size in pixels.
    public var height: Int
    /// Mean size of a coded picture.
    public var bytesPerFrame: Int
    /// Mean luma of the last picture, 0…1.
    public var luma: Double
    /// Standard deviation of its luma, 0…127.
    public var spread: Double
    /// Variance of the Laplacian of its middle, scaled to 120 px.
    public var sharpness: Double
    /// A face was found at the end.
    public var seesFace: Bool
    /// The last picture as rows of characters, dark to bright: too coarse to know a person by.
    public var sketch: [String]

    /// Pictures a second; 0 when fewer than two came.
    public var framesPerSecond: Double { frames > 1 && seconds > 0 ? Double(frames - 1) / seconds : 0 }

    /// Nothing measured yet.
    public init(camera: String, isVirtual: Bool) {
        self.camera = camera
        self.isVirtual = isVirtual
        code = nil
        detail = ""
        firstFrameMilliseconds = nil
        seconds = 0
        frames = 0
        damaged = 0
        longestGapMilliseconds = 0
        format = ""
        width = 0
        height = 0
        bytesPerFrame = 0
        luma = 0
        spread = 0
        sharpness = 0
        seesFace = false
        sketch = []
    }
}
