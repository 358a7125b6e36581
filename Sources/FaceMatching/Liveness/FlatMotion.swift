import JPEGCodec

/// How well one view of a face is explained as another view of the same flat picture.
///
/// Three points cannot tell: every move of the nose against the eyes can be had from a photograph that is tilted about a
/// slanting axis. The whole picture can: however a flat picture is tilted, a map that keeps lines straight carries one view
/// into the other, while on a head cheeks, nose and what is behind move differently. The best such map is sought from the
/// one that the eyes and the nose give, by Gauss-Newton steps on views of equal mean and contrast.
struct FlatMotion {
    private static let grid = 32
    private static let count = grid * grid
    private static let steps = 10
    private static let unknowns = 8
    /// Part of the first view that is compared, in eye distances: the face, a little hair and background.
    private static let left = -1.0
    private static let top = -0.5
    private static let width = 2.0

    private let memory: LockedBuffer
    private let target: UnsafeMutableBufferPointer<Float>
    private let sample: UnsafeMutableBufferPointer<Float>
    private let trial: UnsafeMutableBufferPointer<Float>
    private let slopes: [UnsafeMutableBufferPointer<Float>]

    /// 1 for a perfect likeness, about 0 for none; nil when a view has no contrast or there is no memory.
    static func likeness(_ first: FacePatch, _ second: FacePatch) -> Double? {
        FlatMotion()?.best(first, second)
    }

    private init?() {
        guard let memory = LockedBuffer(count: (3 + Self.unknowns) * Self.count * MemoryLayout<Float>.stride) else {
            return nil
        }
        let all = memory.bytes.bindMemory(to: Float.self)
        let parts = (0..<3 + Self.unknowns).map {
            UnsafeMutableBufferPointer(rebasing: all[$0 * Self.count..<($0 + 1) * Self.count])
        }
        self.memory = memory
        (target, sample, trial, slopes) = (parts[0], parts[1], parts[2], Array(parts[3...]))
    }

    private func best(_ first: FacePatch, _ second: FacePatch) -> Double? {
        guard first.nose.across > 0.1, Self.draw(first, FlatMap(), into: target), Self.level(target) != nil
        else { return nil }
        var map = FlatMap(noseFrom: first.nose, to: second.nose)
        guard Self.draw(second, map, into: sample), var contrast = Self.level(sample) else { return nil }
        var likeness = Self.product(target, sample)
        for _ in 0..<Self.steps where likeness < 0.9999 {
            Self.differentiate(second, map, contrast, sample, slopes)
            guard let change = solution() else { break }
            guard let found = improved(map, by: change, second, than: likeness) else { break }
            let gain = found.likeness - likeness
            (map, likeness, contrast) = found
            for index in 0..<Self.count { sample[index] = trial[index] }
            if gain < 1e-4 { break }
        }
        return Double(likeness)
    }

    private func improved(
        _ map: FlatMap, by change: [Double], _ second: FacePatch, than likeness: Float
    ) -> (map: FlatMap, likeness: Float, contrast: Float)? {
        for share in [1, 0.5, 0.25] {
            let tried = map.moved(by: change, share)
            guard Self.draw(second, tried, into: trial), let contrast = Self.level(trial) else { continue }
            let product = Self.product(target, trial)
            if product > likeness { return (tried, product, contrast) }
        }
        return nil
    }

    /// The normal equations of one step.
    private func solution() -> [Double]? {
        var matrix = [[Double]](
            repeating: [Double](repeating: 0, count: Self.unknowns + 1), count: Self.unknowns)
        for row in 0..<Self.unknowns {
            for column in row..<Self.unknowns {
                let value = Double(Self.product(slopes[row], slopes[column]))
                matrix[row][column] = row == column ? value * 1.001 : value
                matrix[column][row] = matrix[row][column]
            }
            matrix[row][Self.unknowns] = Double(Self.product(slopes[row], target) - Self.product(slopes[row], sample))
        }
        return LinearEquations.solve(&matrix)
    }

    /// Draws the compared part as the map finds it in `patch`; false when it reaches out of the patch.
    private static func draw(
        _ patch: FacePatch, _ map: FlatMap, into grid: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        each { index, u, v in
            let place = map.place(u, v)
            guard let light = patch.light(place.along, place.across) else { return false }
            grid[index] = light
            return true
        }
    }

    /// Changes of the levelled sample by the eight numbers of the map.
    private static func differentiate(
        _ patch: FacePatch, _ map: FlatMap, _ contrast: Float, _ sample: UnsafeMutableBufferPointer<Float>,
        _ slopes: [UnsafeMutableBufferPointer<Float>]
    ) {
        let step = 2 * FacePatch.reach / Double(FacePatch.side)
        _ = each { index, u, v in
            let (along, across) = map.place(u, v)
            let dx = (patch.light(along + step, across) ?? 0) - (patch.light(along - step, across) ?? 0)
            let dy = (patch.light(along, across + step) ?? 0) - (patch.light(along, across - step) ?? 0)
            let (gx, gy) = (dx / contrast / Float(2 * step), dy / contrast / Float(2 * step))
            (slopes[0][index], slopes[1][index], slopes[2][index]) = (gx, gx * Float(u), gx * Float(v))
            (slopes[3][index], slopes[4][index], slopes[5][index]) = (gy, gy * Float(u), gy * Float(v))
            let inwards = -(gx * Float(along) + gy * Float(across))
            (slopes[6][index], slopes[7][index]) = (inwards * Float(u), inwards * Float(v))
            return true
        }
        for slope in slopes {
            // A change of mean or contrast is no difference.
            let mean = sum(slope) / Float(count)
            for index in 0..<count { slope[index] -= mean }
            let common = product(slope, sample)
            for index in 0..<count { slope[index] -= common * sample[index] }
        }
    }

    private static func each(_ body: (_ index: Int, _ u: Double, _ v: Double) -> Bool) -> Bool {
        let cell = width / Double(grid)
        for row in 0..<grid {
            for column in 0..<grid {
                let (u, v) = (left + (Double(column) + 0.5) * cell, top + (Double(row) + 0.5) * cell)
                guard body(row * grid + column, u, v) else { return false }
            }
        }
        return true
    }

    /// Mean 0 and length 1; the length that it had, nil without contrast.
    private static func level(_ grid: UnsafeMutableBufferPointer<Float>) -> Float? {
        let mean = sum(grid) / Float(count)
        for index in 0..<count { grid[index] -= mean }
        let length = product(grid, grid).squareRoot()
        guard length > 1 else { return nil }
        for index in 0..<count { grid[index] /= length }
        return length
    }

    private static func sum(_ grid: UnsafeMutableBufferPointer<Float>) -> Float {
        var sum: Float = 0
        for index in 0..<count { sum += grid[index] }
        return sum
    }

    private static func product(
        _ one: UnsafeMutableBufferPointer<Float>, _ other: UnsafeMutableBufferPointer<Float>
    ) -> Float {
        var sum: Float = 0
        for index in 0..<count { sum += one[index] * other[index] }
        return sum
    }
}
