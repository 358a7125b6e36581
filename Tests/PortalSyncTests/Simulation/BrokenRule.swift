/// One rule broken on purpose: the simulation must find it, or it proves nothing.
enum BrokenRule: String, CaseIterable, Sendable {
    /// Records count as sent when they go out, not when the stored digest came back.
    case marksBeforeTheAnswer = "marks-before-the-answer"
    /// Any receipt confirms, whatever its digest.
    case believesAnyReceipt = "believes-any-receipt"
    /// A person is answered before the disk has the record.
    case acknowledgesBeforeSync = "acknowledges-before-sync"
    /// The portal does what an event says without looking whether it did so before.
    case appliesAgain = "applies-again"
    /// A batch is filled in any order.
    case overtakes
    /// The portal takes what an old disk image sends.
    case neverFences = "never-fences"
    /// The kiosk does not hear that the portal has forgotten.
    case neverOffersAgain = "never-offers-again"
    /// A portal that was put back knows no proof that it made after the picture.
    case forgetsProofs = "forgets-proofs"
}
