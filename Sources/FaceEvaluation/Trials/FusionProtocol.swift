/// What is compared with what: one picture is the reference, the probe is the mean of `frames` other pictures.
///
/// Each picture of a person is the reference once. Genuine probes are the runs of `frames` pictures that follow each other
/// in a circle of that person's other pictures; impostor probes the runs in the circles of all other people.
public struct FusionProtocol: Sendable {
    /// What it is called in reports and calibration records.
    public static func name(frames: Int) -> String {
        "each picture once as reference against the mean of \(frames) other pictures, in runs"
    }

    /// Pictures whose descriptors are averaged.
    public let frames: Int
    /// With more impostor trials than this, as many are drawn by the seed.
    public let impostorLimit: Int

    /// - Parameters:
    ///   - frames: at least 1.
    ///   - impostorLimit: default two million, some 80 megabytes.
    public init(frames: Int, impostorLimit: Int = 2_000_000) {
        self.frames = max(frames, 1)
        self.impostorLimit = max(impostorLimit, 1)
    }

    /// Compares. People with fewer than `frames` + 1 pictures take part as impostors only, those with fewer than
    /// `frames` as references only.
    public func trials<Template: FusableTemplate>(
        _ people: [EnrolledPerson<Template>], generator: inout SeededGenerator
    ) -> TrialSet {
        var genuine: [Trial] = []
        for (index, person) in people.enumerated() {
            for (number, reference) in person.templates.enumerated() {
                var others = person.templates
                others.remove(at: number)
                for probe in runs(others) {
                    genuine.append(Trial(reference: index, probe: index, distance: reference.distance(to: probe)))
                }
            }
        }
        return TrialSet(genuine: genuine, impostors: impostors(people, &generator), people: people.count)
    }

    private func impostors<Template: FusableTemplate>(
        _ people: [EnrolledPerson<Template>], _ generator: inout SeededGenerator
    ) -> [Trial] {
        let probes = people.map { runs($0.templates) }
        let allProbes = probes.reduce(0) { $0 + $1.count }
        let count = zip(people, probes).reduce(0) { $0 + $1.0.templates.count * (allProbes - $1.1.count) }
        var trials: [Trial] = []
        trials.reserveCapacity(min(count, impostorLimit))
        // Each trial is taken with the chance that fills the limit exactly (selection sampling).
        var (left, wanted) = (count, min(count, impostorLimit))
        for (index, person) in people.enumerated() {
            for reference in person.templates {
                for (other, runs) in probes.enumerated() where other != index {
                    for probe in runs {
                        let isTaken = wanted == left || Int.random(in: 0..<left, using: &generator) < wanted
                        left -= 1
                        guard isTaken else { continue }
                        wanted -= 1
                        trials.append(
                            Trial(reference: index, probe: other, distance: reference.distance(to: probe)))
                    }
                }
            }
        }
        return trials
    }

    /// The means of each run in the circle; of exactly as many as are wanted there is one run.
    private func runs<Template: FusableTemplate>(_ templates: [Template]) -> [Template] {
        guard templates.count >= frames else { return [] }
        let starts = templates.count == frames ? 1 : templates.count
        return (0..<starts).compactMap { start in
            Template.fused((0..<frames).map { templates[(start + $0) % templates.count] })
        }
    }
}
