import JPEGCodec

/// The 128 numbers by which dlib's network tells faces apart, in locked memory that is wiped. Never leaves the process.
struct Descriptor: Sendable {
    static let size = 128
    private let memory: LockedBuffer

    /// Numbers that `fill` writes.
    ///
    /// nil when `fill` says no, without memory, and for numbers that compare with nothing: not finite, or all zero.
    init?(_ fill: (UnsafeMutableBufferPointer<Float>) -> Bool) {
        guard let memory = LockedBuffer(count: Self.size * MemoryLayout<Float>.stride) else { return nil }
        let numbers = memory.bytes.bindMemory(to: Float.self)
        guard fill(numbers) else { return nil }
        let length = numbers.reduce(0) { $0 + $1 * $1 }
        guard length.isFinite, length > 1e-6 else { return nil }
        self.memory = memory
    }

    /// The mean of at least one.
    init?(meanOf descriptors: [Descriptor]) {
        guard !descriptors.isEmpty else { return nil }
        self.init { mean in
            for index in mean.indices {
                mean[index] = descriptors.reduce(0) { $0 + $1.numbers[index] } / Float(descriptors.count)
            }
            return true
        }
    }

    var numbers: UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Float.self))
    }

    /// Euclidean.
    func distance(to other: Descriptor) -> Double {
        withExtendedLifetime((self, other)) {
            zip(numbers, other.numbers).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
        }
    }
}
