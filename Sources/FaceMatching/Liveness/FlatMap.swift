/// A map of the plane that keeps lines straight, from the places of one view of a flat picture to those of another.
struct FlatMap {
    private var numbers = [0.0, 1, 0, 0, 0, 1, 0, 0]

    /// Leaves everything where it is.
    init() {}

    /// Keeps the eyes and carries the nose from one place to another.
    init(noseFrom from: (along: Double, across: Double), to: (along: Double, across: Double)) {
        numbers[2] = (to.along - from.along) / from.across
        numbers[5] = to.across / from.across
    }

    func place(_ u: Double, _ v: Double) -> (along: Double, across: Double) {
        // Maps that fold the plane within the face are of no use; they look bad and are left.
        let depth = max(1 + numbers[6] * u + numbers[7] * v, 0.2)
        return (
            (numbers[0] + numbers[1] * u + numbers[2] * v) / depth,
            (numbers[3] + numbers[4] * u + numbers[5] * v) / depth
        )
    }

    /// The map with a share of `change` added to its eight numbers.
    func moved(by change: [Double], _ share: Double) -> FlatMap {
        var map = self
        for index in map.numbers.indices { map.numbers[index] += share * change[index] }
        return map
    }
}

extension FacePatch {
    /// The light at a place, between its four neighbours; nil outside.
    func light(_ along: Double, _ across: Double) -> Float? {
        let scale = Double(Self.side) / (2 * Self.reach)
        let x = (along + Self.reach) * scale - 0.5
        let y = (across - Self.middle + Self.reach) * scale - 0.5
        guard x >= 0, y >= 0, x < Double(Self.side - 1), y < Double(Self.side - 1) else { return nil }
        let (column, row) = (Int(x), Int(y))
        let (fx, fy) = (Float(x - Double(column)), Float(y - Double(row)))
        let numbers = numbers
        let at = row * Self.side + column
        let upper = numbers[at] * (1 - fx) + numbers[at + 1] * fx
        let lower = numbers[at + Self.side] * (1 - fx) + numbers[at + Self.side + 1] * fx
        return upper * (1 - fy) + lower * fy
    }
}

/// Gauss's elimination with the largest pivot.
enum LinearEquations {
    /// Solves rows of coefficients with the right side behind them; nil when they have no one solution.
    static func solve(_ rows: inout [[Double]]) -> [Double]? {
        let count = rows.count
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-12
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for index in column...count { rows[row][index] -= factor * rows[column][index] }
            }
        }
        return rows.indices.map { rows[$0][count] / rows[$0][$0] }
    }
}
