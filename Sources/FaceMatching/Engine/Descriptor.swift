import JPEGCodec

/// The numbers by which a matcher tells faces apart, in locked memory that is wiped. Never leaves the process.
struct Descriptor: Sendable {
    let form: DescriptorForm
    /// How live the face looked to a model of the matcher, 0…1; a hint.
    var live: Double?
    private let memory: LockedBuffer

    /// Numbers that `fill` writes.
    ///
    /// nil when `fill` says no, without memory, and for numbers that compare with nothing: not finite, or all zero.
    init?(_ form: DescriptorForm, _ fill: (UnsafeMutableBufferPointer<Float>) -> Bool) {
        guard let memory = LockedBuffer(count: form.count * MemoryLayout<Float>.stride) else { return nil }
        let numbers = memory.bytes.bindMemory(to: Float.self)
        guard fill(numbers) else { return nil }
        let square = numbers.reduce(0) { $0 + $1 * $1 }
        guard square.isFinite, square > 1e-6 else { return nil }
        if form.metric == .cosine {
            // Only the direction counts: each of several weighs the same in their mean.
            let length = square.squareRoot()
            for index in numbers.indices { numbers[index] /= length }
        }
        self.form = form
        self.memory = memory
    }

    /// The mean of at least one, all of one form.
    init?(meanOf descriptors: [Descriptor]) {
        guard let form = descriptors.first?.form, descriptors.allSatisfy({ $0.form == form }) else { return nil }
        self.init(form) { mean in
            for index in mean.indices {
                mean[index] = descriptors.reduce(0) { $0 + $1.numbers[index] } / Float(descriptors.count)
            }
            return true
        }
    }

    var numbers: UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Float.self))
    }

    /// By the metric of its form; no distance is near to one of another form.
    func distance(to other: Descriptor) -> Double {
        guard form == other.form else { return .infinity }
        return withExtendedLifetime((self, other)) { form.metric.distance(numbers, other.numbers) }
    }
}

extension DescriptorForm.Metric {
    /// Of two lists of the same length. Those of the cosine have the length 1.
    func distance(_ one: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>) -> Double {
        var sum = 0.0
        switch self {
        case .euclidean:
            for index in one.indices {
                let difference = one[index] - other[index]
                sum += Double(difference * difference)
            }
            return sum.squareRoot()
        case .cosine:
            for index in one.indices { sum += Double(one[index]) * Double(other[index]) }
            return 1 - min(max(sum, -1), 1)
        }
    }
}
