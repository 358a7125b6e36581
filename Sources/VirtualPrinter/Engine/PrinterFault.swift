/// What can be done to the virtual printer at run time: one line each on its control socket.
public indirect enum PrinterFault: Sendable, Hashable {
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
    /// `jam`: paper is jammed.
    case jam
    /// `cutter`: the cutter is stuck.
    case cutter
    /// `hot`: the head is too hot.
    case hot
    /// `cleared`: no jam, no stuck cutter, no heat.
    case cleared
    /// `take`: the person takes the slip out of the presenter.
    case take
    /// `stuck`: the presenter cannot get rid of its slip.
    case stuck
    /// `hold`: goes on taking data and prints nothing, as a slow printer at work.
    case hold
    /// `go`: ends `hold`.
    case go
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
    /// `noise COUNT`: so many bytes that nobody asked for before each answer; 0 ends it.
    case noise(count: Int)
    /// `half`: only the first half of each answer is sent; `whole` ends it.
    case half
    /// `whole`
    case whole
    /// `after BYTES LINE`: the fault of `LINE`, as soon as so many more bytes have come.
    case after(bytes: Int, PrinterFault)

    private static let words: [String: PrinterFault] = [
        "paper ok": .paperOK, "paper low": .paperLow, "paper out": .paperOut, "cover open": .coverOpen,
        "cover closed": .coverClosed, "jam": .jam, "cutter": .cutter, "hot": .hot, "cleared": .cleared, "take": .take,
        "stuck": .stuck, "hold": .hold, "go": .go, "vanish": .vanish, "back": .back, "silent": .silent, "half": .half,
        "whole": .whole,
    ]

    /// Reads one line; nil when it is none of them.
    public init?(line: String) {
        if let plain = Self.words[line] {
            self = plain
            return
        }
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count > 1, let count = Int(words[1]), count >= 0 else { return nil }
        switch (words[0], words.count) {
        case ("paper-out-after", 2): self = .paperOutAfter(rows: count)
        case ("vanish-after", 2): self = .vanishAfter(rows: count)
        case ("noise", 2): self = .noise(count: min(count, 64))
        case ("after", 3):
            guard let then = Self.words[words[2]] else { return nil }
            self = .after(bytes: count, then)
        default: return nil
        }
    }
}
