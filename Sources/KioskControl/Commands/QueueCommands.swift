public import FoundationEssentials
public import KioskDiagnostics

/// What `kioskctl queue` does, through the control socket of the machine that keeps the hall.
public enum QueueCommands {
    /// The queue as it is, or why kioskd could not be asked.
    public static func list(socket: String) async -> DeskCommands.Answer<ControlQueue> {
        await DeskCommands.ask(socket) { client throws(ControlError) in try await client.queue() }
    }

    /// Lets a window pause or go on; nil for every window that is on.
    public static func pause(
        _ isPaused: Bool, window: Int?, socket: String
    ) async -> DeskCommands.Answer<ControlQueue> {
        await DeskCommands.ask(socket) { client throws(ControlError) in
            try await client.pause(ControlPause(window: window, isPaused: isPaused))
        }
    }

    /// The report of a day in its form; nil for the hall's present day.
    public static func export(
        day: String?, _ form: ControlReportForm, socket: String
    ) async -> DeskCommands.Answer<Data> {
        // A full report is some megabytes.
        await DeskCommands.ask(socket, limit: .seconds(20)) { client throws(ControlError) in
            try await client.queueReport(day, form)
        }
    }

    /// The queue in lines for people.
    public static func lines(_ queue: ControlQueue) -> [String] {
        var lines = ["day \(queue.day)"]
        lines += queue.windows.map { window in
            let work =
                window.serving.map { number in
                    "serves \(number) (\(window.service ?? "?")) for \(minutes(window.servingSeconds ?? 0))"
                } ?? "free"
            let state = window.isOn ? window.isPaused ? "pauses" : nil : "off"
            return "window \(window.number)  " + ([state, work].compactMap(\.self)).joined(separator: ", ")
        }
        lines += queue.lanes.map { lane in
            let wait = lane.waiting > 0 ? ", longest \(minutes(lane.longestWaitSeconds))" : ""
            return "lane \(lane.letter) \(lane.name)  \(lane.waiting) waiting\(wait)"
        }
        lines.append("promises not kept today  " + list(queue.breaches))
        if !queue.missed.isEmpty { lines.append("did not come  " + list(queue.missed)) }
        if !queue.unheard.isEmpty { lines.append("no numbers are given until heard  " + list(queue.unheard)) }
        return lines
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : "\(names.count): " + names.joined(separator: ", ")
    }

    private static func minutes(_ seconds: Int) -> String { seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min" }
}
