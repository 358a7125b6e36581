import KioskDevices
import KioskDomain

/// What a made-up camera does, step after step: one step a line, a word and how many milliseconds it lasts. `#` begins a
/// remark. After the last step good frames come without end.
///
/// `frames`, `gap` (nothing comes), `truncated`, `short`, `error` (damaged buffers), `frozen`, `black`, `size` (pictures of
/// another size), `unplug` (gone and back), `busy`, `denied` (cannot be opened). A first line `pictures FOLDER` takes real
/// pictures for the frames; one `plug FILE` makes it unplugged for as long as that file is not there.
struct FaultScript {
    enum Action: String {
        case frames, gap, truncated, short, error, frozen, black, size, unplug, busy, denied
    }

    struct Step {
        var action: Action
        /// Seconds from the start of the script.
        var from: Double
        var to: Double
    }

    private static let stepLimit = 1000
    private(set) var folder: String?
    private(set) var plug: String?
    private(set) var steps: [Step] = []

    /// - Throws: `configuration.invalid` with the number of the line that is not understood.
    init(_ text: String) throws(Failure) {
        var time = 0.0
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !words.isEmpty else { continue }
            if words.count == 2, words[0] == "pictures", steps.isEmpty {
                folder = words[1]
                continue
            }
            if words.count == 2, words[0] == "plug", steps.isEmpty {
                plug = words[1]
                continue
            }
            guard words.count == 2, let action = Action(rawValue: words[0]), let length = Int(words[1]),
                (1...3_600_000).contains(length), steps.count < Self.stepLimit
            else { throw Failure(.configurationInvalid, "camera script, line \(number + 1): \(line.prefix(60))") }
            let end = time + Double(length) / 1000
            steps.append(Step(action: action, from: time, to: end))
            time = end
        }
    }

    /// What happens at a time from the start of the script.
    func step(at elapsed: Double) -> Step {
        steps.first { elapsed < $0.to } ?? Step(action: .frames, from: steps.last?.to ?? 0, to: .infinity)
    }
}
