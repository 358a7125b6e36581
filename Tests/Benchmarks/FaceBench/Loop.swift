import ArgumentParser
import FaceMatching
import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDomain

/// `face-bench loop`: `frame PATH`, `follow PATH`, `watch SECONDS`, `decide`; one line of figures for each.
struct Loop: ParsableCommand {
    @Option var models: String
    @Option var portrait: String
    @Option var frames: String

    func run() throws {
        let pipeline = try FacePipeline(files: ModelFiles(folder: models))
        let reference = try bytes(portrait)
        let names = try FileManager.default.contentsOfDirectory(atPath: frames).sorted()
        let moving = try names.map { try bytes("\(frames)/\($0)") }
        while let line = readLine() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            switch words.first {
            case "frame": say("\(try describe(try bytes(words[1]), pipeline, reference))")
            case "follow": say(try follow(moving, pipeline).map { "\($0)" }.joined(separator: " "))
            case "watch": say("\(try watch(moving, pipeline, seconds: Int(words[1]) ?? 10))")
            case "decide": say("\(try decide(moving, pipeline, reference))")
            default: throw ValidationError("unknown: \(line)")
            }
        }
    }

    /// A first frame: searched, judged, described. Milliseconds.
    private func describe(_ jpeg: [UInt8], _ pipeline: FacePipeline, _ reference: [UInt8]) throws -> Double {
        try begin(pipeline, reference)
        let start = ContinuousClock.now
        let seen = try jpeg.withUnsafeBytes { try pipeline.take(jpeg: $0, at: start) }
        let took = milliseconds(since: start)
        guard seen.guidance.collected == 1 else { throw ValidationError("not described: \(seen.guidance.guidance)") }
        return took
    }

    /// The whole judgement of the first frame (searched) and of the three after it (followed). Milliseconds.
    private func follow(_ frames: [[UInt8]], _ pipeline: FacePipeline) throws -> [Double] {
        pipeline.reset()
        return try frames.prefix(4).map { jpeg in
            let start = ContinuousClock.now
            _ = try jpeg.withUnsafeBytes { try pipeline.take(jpeg: $0, at: start) }
            return milliseconds(since: start)
        }
    }

    /// Fifteen frames a second, judged outside an attempt. Share of one core.
    private func watch(_ frames: [[UInt8]], _ pipeline: FacePipeline, seconds: Int) throws -> Double {
        pipeline.reset()
        let used = processorSeconds()
        let start = ContinuousClock.now
        for number in 0..<(15 * seconds) {
            sleep(until: start + .seconds(1) * number / 15)
            _ = try frames[number % frames.count].withUnsafeBytes { try pipeline.take(jpeg: $0, at: .now) }
        }
        sleep(until: start + .seconds(seconds))
        return (processorSeconds() - used) / Double(seconds)
    }

    /// Thirty frames a second as a camera sends them, the newest taken, until the attempt is decided. Milliseconds from the
    /// arrival of the first usable frame.
    private func decide(_ frames: [[UInt8]], _ pipeline: FacePipeline, _ reference: [UInt8]) throws -> Double {
        try begin(pipeline, reference)
        let start = ContinuousClock.now
        var good: ContinuousClock.Instant?
        var number = 0
        while ContinuousClock.now - start < .seconds(10) {
            let due = start + .seconds(1) * number / 30
            sleep(until: due)
            let seen = try frames[number % frames.count].withUnsafeBytes { try pipeline.take(jpeg: $0, at: .now) }
            if good == nil, seen.guidance.usable { good = due }
            if let outcome = seen.outcome, let good {
                guard outcome.outcome == .matched else { throw ValidationError("\(outcome.outcome)") }
                return milliseconds(since: good)
            }
            number = max(number + 1, Int((ContinuousClock.now - start) / .seconds(1) * 30))
        }
        throw ValidationError("no decision")
    }

    private func begin(_ pipeline: FacePipeline, _ reference: [UInt8]) throws {
        pipeline.reset()
        let refusal = reference.withUnsafeBytes {
            pipeline.beginAttempt(id: "bench", portrait: $0, deadline: .seconds(20), at: .now)
        }
        if let refusal { throw ValidationError(refusal.detail) }
    }

    private func sleep(until instant: ContinuousClock.Instant) {
        let left = (instant - ContinuousClock.now) / .seconds(1)
        if left > 0 { usleep(UInt32(left * 1_000_000)) }
    }

    private func milliseconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .milliseconds(1)
    }

    private func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}

func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

/// A whole line at once, for a program that waits for it.
func say(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
