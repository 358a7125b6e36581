#if ONNXPack
import FoundationEssentials

/// A network in ONNX form (protocol buffers of onnx.proto3), written by hand: small, and every figure is known.
struct NetworkFile {
    private var nodes: [[UInt8]] = []
    private var initializers: [[UInt8]] = []
    private var outputs: [[UInt8]] = []
    private let input: [Int]

    /// - Parameter input: batch, channels, height, width of `input`.
    init(input: [Int]) { self.input = input }

    /// The weighted mean of each square, one figure per output channel: `weights[channel]` are for the three planes.
    mutating func squares(_ from: String, _ to: String, side: Int, weights: [[Float]], bias: [Float]) {
        let area = Float(side * side)
        let kernel = weights.flatMap { $0.flatMap { Array(repeating: $0 / area, count: side * side) } }
        add("\(to)_w", [weights.count, 3, side, side], kernel)
        add("\(to)_b", [weights.count], bias)
        node(
            "Conv", [from, "\(to)_w", "\(to)_b"], to,
            [("kernel_shape", [side, side]), ("strides", [side, side]), ("pads", [0, 0, 0, 0])])
    }

    /// From channels first to channels last, then one row per cell.
    mutating func rows(_ from: String, _ to: String, channels: Int) {
        node("Transpose", [from], "\(to)_t", [("perm", [0, 2, 3, 1])])
        reshape("\(to)_t", to, [1, -1, channels])
    }

    mutating func reshape(_ from: String, _ to: String, _ shape: [Int]) {
        let bytes = shape.flatMap { withUnsafeBytes(of: Int64($0).littleEndian, Array.init) }
        initializers.append(
            Self.number(1, shape.count) + Self.number(2, 7) + Self.text(8, "\(to)_s") + Self.field(9, bytes))
        node("Reshape", [from, "\(to)_s"], to, [])
    }

    mutating func output(_ name: String, _ shape: [Int]) { outputs.append(Self.value(name, shape)) }

    /// The whole file.
    var data: Data {
        var graph: [UInt8] = []
        for node in nodes { graph += Self.field(1, node) }
        graph += Self.text(2, "test")
        for one in initializers { graph += Self.field(5, one) }
        graph += Self.field(11, Self.value("input", input))
        for one in outputs { graph += Self.field(12, one) }
        let opset = Self.text(1, "") + Self.number(2, 11)
        return Data(Self.number(1, 6) + Self.text(2, "test") + Self.field(7, graph) + Self.field(8, opset))
    }

    private mutating func add(_ name: String, _ dimensions: [Int], _ figures: [Float]) {
        let bytes = figures.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
        initializers.append(
            dimensions.flatMap { Self.number(1, $0) } + Self.number(2, 1) + Self.text(8, name)
                + Self.field(9, bytes))
    }

    private mutating func node(
        _ kind: String, _ inputs: [String], _ output: String, _ attributes: [(String, [Int])]
    ) {
        var node = inputs.flatMap { Self.text(1, $0) } + Self.text(2, output) + Self.text(3, output)
        node += Self.text(4, kind)
        for (name, values) in attributes {
            node += Self.field(5, Self.text(1, name) + values.flatMap { Self.number(8, $0) } + Self.number(20, 7))
        }
        nodes.append(node)
    }

    private static func value(_ name: String, _ shape: [Int]) -> [UInt8] {
        let dimensions = shape.flatMap { field(1, number(1, $0)) }
        return text(1, name) + field(2, field(1, number(1, 1) + field(2, dimensions)))
    }

    private static func number(_ tag: Int, _ value: Int) -> [UInt8] {
        varint(UInt64(tag << 3)) + varint(UInt64(bitPattern: Int64(value)))
    }

    private static func text(_ tag: Int, _ value: String) -> [UInt8] { field(tag, Array(value.utf8)) }

    private static func field(_ tag: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(UInt64(tag << 3 | 2)) + varint(UInt64(bytes.count)) + bytes
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
#endif
