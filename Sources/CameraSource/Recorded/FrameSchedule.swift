/// When the pictures of a recording are due, round after round.
struct FrameSchedule {
    /// Seconds from the start of a round, one for each picture, growing.
    private let offsets: [Double]
    /// Seconds of a round.
    private let round: Double

    /// Evenly. `count` is at least 1.
    init(count: Int, framesPerSecond: Int) {
        offsets = (0..<count).map { Double($0) / Double(framesPerSecond) }
        round = Double(count) / Double(framesPerSecond)
    }

    /// By a timing file: one number a line, milliseconds from the start of the recording; `#` begins a remark. Nil when
    /// it has not one number, of a day at most and each by 1 or more greater than the last, for each of `count` pictures.
    init?(timing: String, count: Int) {
        var offsets: [Double] = []
        for line in timing.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard let word = words.first else { continue }
            guard words.count == 1, offsets.count < count, let milliseconds = Double(word),
                (0...86_400_000).contains(milliseconds), milliseconds / 1000 >= (offsets.last ?? -1) + 0.001
            else { return nil }
            offsets.append(milliseconds / 1000)
        }
        guard let first = offsets.first, let last = offsets.last, offsets.count == count else { return nil }
        self.offsets = offsets
        // The last picture stands as long as the others do in the mean; a single one a second.
        round = last + (count > 1 ? (last - first) / Double(count - 1) : 1)
    }

    /// Number of the newest picture that is due, counted over all rounds; -1 before the first.
    func due(at elapsed: Double) -> Int {
        let rounds = (elapsed / round).rounded(.down)
        let rest = elapsed - rounds * round
        return Int(rounds) * offsets.count + (offsets.lastIndex { $0 <= rest } ?? -1)
    }

    /// Seconds from the start at which a picture is due.
    func time(of number: Int) -> Double {
        Double(number / offsets.count) * round + offsets[number % offsets.count]
    }
}
