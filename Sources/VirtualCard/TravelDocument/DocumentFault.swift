/// What can be wrong with a virtual document, on demand.
public enum DocumentFault: String, Sendable, Hashable, CaseIterable {
    /// The hash of DG2 in the security object is another one's.
    case wrongHash = "wrong-hash"
    /// The signature of the security object is wrong.
    case wrongSignature = "wrong-signature"
    /// The third protected answer has a code that is wrong in one bit.
    case tamperedMessage = "tampered-message"
    /// Nothing is answered once the chip was opened.
    case mute
}
