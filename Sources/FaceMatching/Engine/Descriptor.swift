/// The 128 numbers by which dlib's network tells faces apart. Never leaves the process.
struct Descriptor: Sendable {
    static let size = 128
    private var numbers: [Float]

    init(_ numbers: [Float]) {
        precondition(numbers.count == Self.size, "a descriptor has 128 numbers")
        self.numbers = numbers
    }

    /// The mean of at least one.
    init?(meanOf descriptors: [Descriptor]) {
        guard !descriptors.isEmpty else { return nil }
        let sums = (0..<Self.size).map { index in descriptors.reduce(Float(0)) { $0 + $1.numbers[index] } }
        numbers = sums.map { $0 / Float(descriptors.count) }
    }

    /// Euclidean.
    func distance(to other: Descriptor) -> Double {
        zip(numbers, other.numbers).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
    }
}
