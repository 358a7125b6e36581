import CameraSource
import FaceMatching
import FacePack
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// One moment of the live view.
struct LiveMoment {
    /// What a line of `--json` holds.
    struct Line: Encodable {
        /// Pictures shown, this one included.
        var frame: Int
        /// Since the first picture.
        var seconds: Double
        var framesPerSecond: Double
        var width: Int?
        var height: Int?
        /// Time to decode and judge the picture.
        var milliseconds: Double?
        var report: GuidanceReport?
        /// Why there is no picture.
        var code: FailureCode?
        var detail: String?
        var virtual: Bool
        #if ONNXPack
        var pack: PackReading?
        #endif
    }

    var line: Line
    var camera: String
    /// Its luma, when there is somebody to see it.
    var picture: Picture?

    /// One line for an output that is no terminal.
    var plain: String {
        if let code = line.code { return "\(code.rawValue): \(line.detail ?? "")" }
        guard let report = line.report else { return "" }
        let eyes = report.measures.eyeDistance.map { ", \(Int($0)) px between the eyes" } ?? ""
        return "\(line.frame) \(report.guidance.rawValue)\(report.usable ? ", usable" : "")\(eyes)"
    }
}

/// Takes pictures one after another and has them judged.
struct LiveWatch {
    private let camera: Camera
    private let pipeline: FacePipeline
    private let decoder: JPEGDecoder?
    private var first: ContinuousClock.Instant?
    private var lastShown = ContinuousClock.now
    private var arrivals: [ContinuousClock.Instant] = []
    /// The fault that was told since the last picture.
    private var told: FailureCode?
    #if ONNXPack
    /// Reads each picture, too.
    var pack: PackEngine?
    #endif
    /// Pictures that were judged.
    private(set) var shown = 0

    init(camera: Camera, pipeline: FacePipeline, wantsPicture: Bool) {
        self.camera = camera
        self.pipeline = pipeline
        decoder = wantsPicture ? try? JPEGDecoder(pixelLimit: 8_500_000) : nil
    }

    /// How long no picture came.
    var silence: Duration { ContinuousClock.now - lastShown }

    /// The next picture or piece of news; nil when nothing came within a quarter of a second.
    mutating func next() -> LiveMoment? {
        switch camera.next(within: .milliseconds(250)) {
        case .frame(let frame): return look(at: frame)
        case .lost(let failure):
            guard told != failure.code else { return nil }
            told = failure.code
            var line = line(at: .now)
            line.code = failure.code
            line.detail = failure.detail
            return LiveMoment(line: line, camera: camera.status.name)
        case .nothing, .back: return nil
        }
    }

    private mutating func look(at frame: Frame) -> LiveMoment? {
        let begun = ContinuousClock.now
        // A damaged picture is skipped, as for a person.
        guard let (report, _) = try? pipeline.take(jpeg: frame.bytes, at: frame.arrived) else { return nil }
        let took = ContinuousClock.now - begun
        shown += 1
        told = nil
        lastShown = .now
        first = first ?? frame.arrived
        arrivals = arrivals.suffix(30) + [frame.arrived]
        var line = line(at: frame.arrived)
        let size = try? (decoder ?? JPEGDecoder(pixelLimit: 8_500_000)).header(of: frame.bytes)
        line.width = size?.width
        line.height = size?.height
        line.milliseconds = took / .milliseconds(1)
        line.report = report
        #if ONNXPack
        if let pack, let rgb = try? JPEGDecoder(pixelLimit: 8_500_000).rgb(of: frame.bytes) {
            line.pack = PackReading(pack, rgb)
        }
        #endif
        return LiveMoment(
            line: line, camera: camera.status.name, picture: try? decoder?.luma(of: frame.bytes, scale: .half))
    }

    private func line(at now: ContinuousClock.Instant) -> LiveMoment.Line {
        let span = arrivals.first.map { (arrivals.last ?? $0) - $0 } ?? .zero
        let rate = span > .zero ? Double(arrivals.count - 1) / (span / .seconds(1)) : 0
        return LiveMoment.Line(
            frame: shown, seconds: first.map { (now - $0) / .seconds(1) } ?? 0, framesPerSecond: rate,
            virtual: camera.status.isVirtual)
    }
}
