/// One comparison; people by their place in the list.
public struct Trial: Sendable, Hashable {
    /// Whose reference it was.
    public var reference: Int
    /// Whose frames they were; the same person in a genuine trial.
    public var probe: Int
    /// Of the reference to the mean of the frames.
    public var distance: Double

    /// One comparison; a distance that is no number is as far as can be, never a match.
    public init(reference: Int, probe: Int, distance: Double) {
        self.reference = reference
        self.probe = probe
        self.distance = distance.isNaN ? .infinity : distance
    }
}

/// All comparisons of one number of frames, each list sorted by distance, the nearest first.
public struct TrialSet: Sendable {
    /// Of a person with himself or herself.
    public let genuine: [Trial]
    /// Of two people.
    public let impostors: [Trial]
    /// Number of people, by which trials name them.
    public let people: Int

    /// Sorts the trials.
    public init(genuine: [Trial], impostors: [Trial], people: Int) {
        self.genuine = genuine.sorted { $0.distance < $1.distance }
        self.impostors = impostors.sorted { $0.distance < $1.distance }
        self.people = people
    }

    /// The trials in which only these people take part, by the same numbers.
    public func among(_ chosen: Set<Int>) -> TrialSet {
        TrialSet(
            genuine: genuine.filter { chosen.contains($0.reference) },
            impostors: impostors.filter { chosen.contains($0.reference) && chosen.contains($0.probe) },
            people: people)
    }
}
