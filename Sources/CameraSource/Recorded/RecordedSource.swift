import FoundationEssentials
import KioskDevices
import KioskDomain

/// Pictures that are there already, given in their time again and again: the whole pipeline without a camera. Virtual by
/// nature.
final class RecordedSource: FrameSource {
    /// What is shown once the source is open.
    struct Reel {
        var count: Int
        var schedule: FrameSchedule
        /// A picture by its number; nil when it is none, which counts as damaged.
        var frame: (Int) throws(Failure) -> Frame?
    }

    let name: String
    let isVirtual = true
    private(set) var faults = FrameFaults()
    private let load: () throws(Failure) -> Reel
    private var reel: Reel?
    private var started = ContinuousClock.now
    private var given = -1

    init(name: String, load: @escaping () throws(Failure) -> Reel) {
        self.name = name
        self.load = load
    }

    func open() throws(Failure) {
        if reel != nil { return }
        reel = try load()
        faults = FrameFaults()
    }

    func start() throws(Failure) {
        started = .now
        given = -1
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        guard let reel else { throw Failure(.cameraLost, "\(name): closed") }
        let elapsed = (ContinuousClock.now - started) / .seconds(1)
        let due = max(reel.schedule.due(at: elapsed), given + 1)
        let wait = Duration.seconds(reel.schedule.time(of: due) - elapsed)
        if wait > .zero {
            sleepThread(min(wait, limit))
            if wait > limit { return nil }
        }
        given = due
        let frame = try reel.frame(due % reel.count)
        if frame == nil { faults.cutOff += 1 }
        return frame
    }

    func close() { reel = nil }
}

extension RecordedSource {
    /// The JPEG files of a folder in the order of their names.
    static func folder(_ path: String, framesPerSecond: Int) -> RecordedSource {
        RecordedSource(name: "pictures of a folder") { () throws(Failure) in
            let files = pictures(in: path)
            guard !files.isEmpty else { throw Failure(.cameraMissing, "no JPEG files in \(path)") }
            let schedule = FrameSchedule(count: files.count, framesPerSecond: framesPerSecond)
            return Reel(count: files.count, schedule: schedule) { (index) throws(Failure) in
                guard let data = FileManager.default.contents(atPath: files[index]) else {
                    throw Failure(.cameraLost, "\(files[index]) is gone")
                }
                return data.withUnsafeBytes { Frame(copying: $0) }
            }
        }
    }

    /// JPEG pictures back to back in one file, by their own times or evenly.
    static func file(_ path: String, timing: String? = nil, framesPerSecond: Int = 15) -> RecordedSource {
        RecordedSource(name: "recorded pictures") { () throws(Failure) in
            let recording = try MotionJPEGFile(path: path)
            var schedule = FrameSchedule(count: recording.count, framesPerSecond: framesPerSecond)
            if let timing {
                guard let data = FileManager.default.contents(atPath: timing), data.count < 1 << 20 else {
                    throw Failure(.cameraMissing, "no timing file \(timing)")
                }
                let text = String(decoding: data, as: UTF8.self)
                guard let timed = FrameSchedule(timing: text, count: recording.count) else {
                    throw Failure(.cameraFormat, "\(timing): not \(recording.count) growing times in milliseconds")
                }
                schedule = timed
            }
            return Reel(count: recording.count, schedule: schedule) { (index) throws(Failure) in recording[index] }
        }
    }

    /// The paths of the JPEG files of a folder, by name.
    static func pictures(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.lowercased().hasSuffix(".jpg") || $0.lowercased().hasSuffix(".jpeg") }.sorted()
            .map { "\(path)/\($0)" }
    }
}
