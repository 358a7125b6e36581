import KioskDomain

/// What happens next, at which simulated time; what is at the same time happens in the order it was planned.
struct Timeline<Happening> {
    private struct Entry {
        var time: Int64
        var order: Int
        var happening: Happening
    }

    private var heap: [Entry] = []
    private var planned = 0
    /// Milliseconds since 1970.
    private(set) var now: Int64

    init(start: UnixTime) { now = start.milliseconds }

    var time: UnixTime { UnixTime(milliseconds: now) }

    mutating func plan(in milliseconds: Int64, _ happening: Happening) {
        planned += 1
        heap.append(Entry(time: now + milliseconds, order: planned, happening: happening))
        var child = heap.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> Happening? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        now = max(now, first.time)
        return first.happening
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
            guard let least = children.min(by: isBefore), isBefore(least, parent) else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        (heap[one].time, heap[one].order) < (heap[other].time, heap[other].order)
    }
}
