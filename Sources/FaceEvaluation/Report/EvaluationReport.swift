/// A whole evaluation: counts and limits, so that nobody reads more into it than there is.
public struct EvaluationReport: Sendable, Hashable, Codable {
    /// People with something in common, at the threshold that is used; impostors are of the same group.
    public struct Group: Sendable, Hashable, Codable {
        /// By what they are grouped.
        public var attribute: PersonAttributes.Attribute
        /// What they have in common.
        public var value: String
        /// How many they are.
        public var people: Int
        /// Both errors within the group.
        public var result: ThresholdResult
    }

    /// What is compared with what.
    public var protocolName: String
    /// People with a template at all.
    public var people: Int
    /// Where the random numbers of the limits started.
    public var seed: UInt64
    /// Draws behind each clustered limit.
    public var replicates: Int
    /// Single frames and 2 to 5 fused.
    public var fusions: [FusionResult]
    /// Empty when the names of the folders tell nothing.
    public var groups: [Group]
    /// Each person at a threshold that was derived without him or her.
    public var heldOut: HeldOut?
}

/// Works out an ``EvaluationReport``.
public struct Evaluation: Sendable {
    /// The threshold that is used, and the frames that are fused there.
    public var threshold: Double
    /// See `threshold`.
    public var frames: Int
    /// Numbers of fused frames that are tried.
    public var fusions: ClosedRange<Int>
    /// Limits by person.
    public var bootstrap: PersonBootstrap
    /// Parts of the people, each of which is held out once.
    public var folds: Int

    /// - Parameter fusions: default single and two to five fused.
    public init(
        threshold: Double, frames: Int, fusions: ClosedRange<Int> = 1...5, bootstrap: PersonBootstrap, folds: Int = 5
    ) {
        self.folds = folds
        self.threshold = threshold
        self.frames = frames
        self.fusions = fusions
        self.bootstrap = bootstrap
    }

    /// The comparisons of each number of frames, by that number.
    public func trials<Template: FusableTemplate>(_ people: [EnrolledPerson<Template>]) -> [Int: TrialSet] {
        var generator = SeededGenerator(seed: bootstrap.seed)
        var sets: [Int: TrialSet] = [:]
        for frames in fusions {
            sets[frames] = FusionProtocol(frames: frames).trials(people, generator: &generator)
        }
        return sets
    }

    /// Counts, limits, groups and the errors on people held out.
    ///
    /// - Parameter names: the people's folders, by the numbers of the trials.
    public func report(_ sets: [Int: TrialSet], names: [String]) -> EvaluationReport {
        let everyone = Array(names.indices)
        let results = sets.keys.sorted().compactMap { frames in
            sets[frames].map {
                FusionResult($0, frames: frames, threshold: threshold, people: everyone, bootstrap: bootstrap)
            }
        }
        let shipped = sets[frames]
        return EvaluationReport(
            protocolName: FusionProtocol.name(frames: frames), people: names.count, seed: bootstrap.seed,
            replicates: bootstrap.replicates, fusions: results,
            groups: shipped.map { groups($0, names) } ?? [],
            heldOut: shipped.flatMap {
                HeldOut($0, names: names, folds: folds, rule: ThresholdRule(), bootstrap: bootstrap)
            })
    }

    private func groups(_ set: TrialSet, _ names: [String]) -> [EvaluationReport.Group] {
        let attributes = names.map(PersonAttributes.init(folder:))
        return PersonAttributes.Attribute.allCases.flatMap { attribute in
            let members = Dictionary(grouping: names.indices) { attributes[$0].group(attribute) }
            return members.compactMap { value, people -> EvaluationReport.Group? in
                guard let value else { return nil }
                return EvaluationReport.Group(
                    attribute: attribute, value: value, people: people.count,
                    result: ThresholdResult(
                        set.among(Set(people)), threshold: threshold, people: people, bootstrap: bootstrap))
            }.sorted { $0.value < $1.value }
        }
    }
}
