/// A file as a disk has it: what was synced, and what only the page cache holds.
struct ModelFile {
    /// A disk writes whole sectors, in any order, unless a sync came between.
    static let sector = 512

    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case size(Int)
    }

    private(set) var durable: [UInt8]
    private var pending: [Change] = []

    init(_ durable: [UInt8] = []) { self.durable = durable }

    mutating func write(_ bytes: [UInt8], at offset: Int) { pending.append(.write(offset: offset, bytes: bytes)) }
    mutating func resize(_ size: Int) { pending.append(.size(size)) }

    mutating func sync() {
        for change in pending { Self.apply(change, to: &durable) }
        pending = []
    }

    /// As without a power cut.
    var everything: [UInt8] {
        var bytes = durable
        for change in pending { Self.apply(change, to: &bytes) }
        return bytes
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .size(let size): set(&bytes, size: size)
        case .write(let offset, let written):
            set(&bytes, size: max(bytes.count, offset + written.count))
            bytes.replaceSubrange(offset..<(offset + written.count), with: written)
        }
    }

    /// Each unsynced sector is there, is as it was at some moment before, or is torn; the length is one of those it had.
    func something(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        let sizes = sizes
        var bytes = durable
        Self.set(&bytes, size: sizes.max() ?? 0)
        for place in touched {
            let versions = versions(at: place * Self.sector)
            let chosen = Int.random(in: 0..<versions.count, using: &generator)
            var sector = versions[chosen]
            if chosen + 1 < versions.count, Int.random(in: 0..<8, using: &generator) == 0 {
                let torn = Int.random(in: 1..<Self.sector, using: &generator)
                sector = Array(versions[chosen + 1][..<torn] + sector[torn...])
            }
            let end = min((place + 1) * Self.sector, bytes.count)
            guard place * Self.sector < end else { continue }
            bytes.replaceSubrange((place * Self.sector)..<end, with: sector.prefix(end - place * Self.sector))
        }
        Self.set(&bytes, size: sizes.randomElement(using: &generator) ?? durable.count)
        return bytes
    }

    private var sizes: [Int] {
        var sizes = [durable.count]
        for change in pending {
            switch change {
            case .size(let size): sizes.append(size)
            case .write(let offset, let bytes): sizes.append(max(sizes.last ?? 0, offset + bytes.count))
            }
        }
        return sizes
    }

    /// Sectors that any pending change meets.
    private var touched: [Int] {
        var places: Set<Int> = []
        var size = durable.count
        for change in pending {
            switch change {
            case .size(let new):
                places.formUnion((min(new, size) / Self.sector)..<Self.count(max(new, size)))
                size = new
            case .write(let offset, let bytes):
                places.formUnion((offset / Self.sector)..<Self.count(offset + bytes.count))
                size = max(size, offset + bytes.count)
            }
        }
        return places.sorted()
    }

    private static func count(_ bytes: Int) -> Int { (bytes + sector - 1) / sector }

    /// What a sector held after each change that met it, the durable one first.
    private func versions(at start: Int) -> [[UInt8]] {
        var sector = Array(durable.dropFirst(start).prefix(Self.sector))
        Self.set(&sector, size: Self.sector)
        var versions = [sector]
        for change in pending {
            switch change {
            case .size(let size):
                guard size < start + Self.sector else { continue }
                let kept = max(0, size - start)
                sector.replaceSubrange(kept..., with: repeatElement(0, count: Self.sector - kept))
            case .write(let offset, let bytes):
                let first = max(offset, start)
                let last = min(offset + bytes.count, start + Self.sector)
                guard first < last else { continue }
                sector.replaceSubrange(
                    (first - start)..<(last - start), with: bytes[(first - offset)..<(last - offset)])
            }
            versions.append(sector)
        }
        return versions
    }

    private static func set(_ bytes: inout [UInt8], size: Int) {
        if size < bytes.count { bytes.removeLast(bytes.count - size) }
        if size > bytes.count { bytes += repeatElement(0, count: size - bytes.count) }
    }
}
