/// What can be done to the virtual printer at run time: one line each on its control socket.
public enum PrinterFault: Sendable, Hashable {
    /// `paper ok` puts in a new roll: what hung out is torn off.
    case paperOK
    /// `paper low`: the near-end sensor speaks.
    case paperLow
    /// `paper out`
    case paperOut
    /// `cover open`
    case coverOpen
    /// `cover closed`
    case coverClosed
    /// `vanish`: power and link are gone, and with them what was buffered.
    case vanish
    /// `vanish-after ROWS`: the same as soon as so many rows are printed.
    case vanishAfter(rows: Int)
    /// `back`: ends `vanish` and `silent`.
    case back
    /// `paper-out-after ROWS`: the paper ends as soon as so many rows are printed.
    case paperOutAfter(rows: Int)
    /// `silent`: prints, but answers nothing.
    case silent

    /// Reads one line; nil when it is none of them.
    public init?(line: String) {
        let words = line.split(separator: " ").map(String.init)
        switch words {
        case ["paper", "ok"]: self = .paperOK
        case ["paper", "low"]: self = .paperLow
        case ["paper", "out"]: self = .paperOut
        case ["cover", "open"]: self = .coverOpen
        case ["cover", "closed"]: self = .coverClosed
        case ["vanish"]: self = .vanish
        case ["back"]: self = .back
        case ["silent"]: self = .silent
        default:
            guard words.count == 2, let rows = Int(words[1]), rows >= 0 else { return nil }
            switch words[0] {
            case "paper-out-after": self = .paperOutAfter(rows: rows)
            case "vanish-after": self = .vanishAfter(rows: rows)
            default: return nil
            }
        }
    }
}
