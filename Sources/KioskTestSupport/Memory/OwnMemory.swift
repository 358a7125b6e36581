import Glibc

/// Looks through the writable memory of this process.
public enum OwnMemory {
    /// How often eight bytes in a row match; `matches` is asked for a byte and its place among the eight. The question must
    /// not hold the bytes themselves, or the search finds its own question.
    public static func count(_ matches: (UInt8, Int) -> Bool) -> Int {
        var found = 0
        for range in ranges() {
            var window = [UInt8](repeating: 0, count: range.count)
            let descriptor = open("/proc/self/mem", O_RDONLY)
            defer { close(descriptor) }
            let got = pread(descriptor, &window, range.count, off_t(range.lowerBound))
            guard got >= 8 else { continue }
            window.withUnsafeMutableBytes { bytes in
                for start in 0...(got - 8) where matches(bytes[start], 0) {
                    if (1..<8).allSatisfy({ matches(bytes[start + $0], $0) }) { found += 1 }
                }
                if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }  // it lies in a later range
            }
        }
        return found
    }

    private static func ranges() -> [Range<Int>] {
        guard let file = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 1024)
        var ranges: [Range<Int>] = []
        while fgets(&line, 1024, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split(separator: " ")
            let bounds = (words.first ?? "").split(separator: "-").compactMap { Int($0, radix: 16) }
            guard words.count > 1, words[1].hasPrefix("rw"), bounds.count == 2, bounds[1] - bounds[0] < 1 << 26 else {
                continue
            }
            ranges.append(bounds[0]..<bounds[1])
        }
        return ranges
    }
}
