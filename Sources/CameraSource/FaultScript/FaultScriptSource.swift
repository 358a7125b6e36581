import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain

/// A made-up camera that follows a ``FaultScript``, 15 frames a second from the first opening on. Virtual by nature.
final class FaultScriptSource: FrameSource {
    private static let rate = 15.0

    let name = "scripted camera"
    let isVirtual = true
    private(set) var faults = FrameFaults()
    private let script: FaultScript
    private let pictures: ScriptPictures
    private var begun: ContinuousClock.Instant?
    private var isOpen = false
    /// Number of the frame that was given last, or would have been.
    private var given = -1

    /// - Throws: `configuration.invalid`.
    convenience init(path: String) throws(Failure) {
        guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 else {
            throw Failure(.configurationInvalid, "no camera script \(path)")
        }
        try self.init(script: try FaultScript(String(decoding: data, as: UTF8.self)))
    }

    init(script: FaultScript) throws(Failure) {
        self.script = script
        pictures = try ScriptPictures(folder: script.folder)
    }

    func open() throws(Failure) {
        if isOpen { return }
        let now = ContinuousClock.now
        begun = begun ?? now
        if isUnplugged { throw Failure(.cameraMissing, "\(name): unplugged") }
        switch step(at: now).action {
        case .busy: throw Failure(.cameraBusy, "\(name): held by script (process 0)")
        case .denied: throw Failure(.cameraNoPermission, "\(name): Permission denied")
        default: isOpen = true
        }
        faults = FrameFaults()
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        guard isOpen else { throw Failure(.cameraLost, "\(name): closed") }
        let end = ContinuousClock.now + limit
        while true {
            try check()
            let number = Int((elapsed(at: .now) * Self.rate).rounded(.down))
            if number > given {
                given = number
                if let frame = frame(number) { return frame }
            }
            let wait = end - .now
            if wait <= .zero { return nil }
            sleepThread(min(wait, .milliseconds(5)))
        }
    }

    func check() throws(Failure) {
        guard isOpen, isUnplugged else { return }
        isOpen = false
        throw Failure(.cameraLost, "\(name): No such device")
    }

    func close() { isOpen = false }

    private func frame(_ number: Int) -> Frame? {
        let step = step(at: .now)
        switch step.action {
        case .frames, .busy, .denied, .unplug: return pictures.frame(number)
        case .gap: return nil
        case .frozen: return pictures.frame(Int(step.from * Self.rate))
        case .black: return pictures.black(number)
        case .size: return pictures.small(number)
        case .truncated:
            let cut = pictures.cut(number)
            if cut == nil { faults.cutOff += 1 }
            return cut
        case .short: faults.short += 1
        case .error: faults.errorBuffers += 1
        }
        return nil
    }

    private var isUnplugged: Bool {
        step(at: .now).action == .unplug || script.plug.map { access($0, F_OK) != 0 } ?? false
    }

    private func elapsed(at now: ContinuousClock.Instant) -> Double { begun.map { (now - $0) / .seconds(1) } ?? 0 }

    private func step(at now: ContinuousClock.Instant) -> FaultScript.Step { script.step(at: elapsed(at: now)) }
}
