import CameraSource
import Glibc
import KioskDevices
import KioskDomain

/// Follows one camera and says what happens to it, a line each, for the hardware lab. Orders come a line each on the
/// standard input: `rest`, `check`, `go`, `controls`, `close`, `end`.
///
/// Lines: `frame WIDTHxHEIGHT`, `lost CODE DETAIL`, `back`, `status ORDER HEALTH FORMAT FAULTS NAME` (error buffers, short
/// frames, frames cut off: `0/0/0`), `control CURRENT CHOSEN NAME`.
@main
struct CameraCheck {
    static func main() {
        let words = CommandLine.arguments
        guard (2...4).contains(words.count) else { return fail("usage: camera-check SOURCE [CONTROLS-FILE [FOCUS]]") }
        do throws(Failure) {
            let record = words.count > 2 ? ControlRecord(file: words[2]) : nil
            let focus = words.count > 3 ? Int32(words[3]) : nil
            let camera = Camera(try SourceConfiguration.source(words[1], record: record, focus: focus))
            follow(camera)
            camera.close()
        } catch {
            fail("\(error.code.rawValue) \(error.detail)")
        }
    }

    private static func fail(_ text: String) {
        say("error \(text)")
        exit(1)
    }

    /// At once, whatever the output is.
    private static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { exit(1) }
            start += count
        }
    }

    private static func follow(_ camera: Camera) {
        var goes = true
        while true {
            while let order = order() {
                switch order {
                case "rest":
                    camera.rest()
                    goes = false
                case "close":
                    camera.close()
                    goes = false
                case "check": tell(camera.check())
                case "go": goes = true
                case "controls": tellControls(camera)
                case "end": return
                default: say("error unknown order \(order)")
                }
                tellStatus(camera, after: order)
            }
            if goes { tell(camera.next(within: .milliseconds(100))) } else { usleep(20_000) }
        }
    }

    private static func tell(_ event: FrameEvent) {
        switch event {
        case .frame(let frame): say("frame \(frame.width)x\(frame.height)")
        case .lost(let failure): say("lost \(failure.code.rawValue) \(failure.detail)")
        case .back: say("back")
        case .nothing: break
        }
    }

    private static func tellStatus(_ camera: Camera, after order: String) {
        let format = camera.format.map { "\($0.coding)-\($0.width)x\($0.height)" } ?? "-"
        let faults = "\(camera.faults.errorBuffers)/\(camera.faults.short)/\(camera.faults.cutOff)"
        say("status \(order) \(camera.status.health.rawValue) \(format) \(faults) \(camera.status.name)")
    }

    private static func tellControls(_ camera: Camera) {
        do throws(Failure) {
            for control in try camera.controls() {
                let current = control.current.map(String.init) ?? "-"
                say("control \(current) \(control.chosen.map(String.init) ?? "-") \(control.name)")
            }
        } catch {
            say("lost \(error.code.rawValue) \(error.detail)")
        }
    }

    /// A line of the standard input when one is there; `end` when it was closed.
    private static func order() -> String? {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return nil }
        return readLine() ?? "end"
    }
}
