public import KioskDomain

/// The certificates of a person, as the operator sees them (E7).
public struct PersonCertificates: Sendable, Hashable {
    /// Shown masked (P4).
    public var iin: IIN
    /// As in the register.
    public var name: String
    /// Newest first.
    public var certificates: [PersonalCertificate]
    /// What became of the person's slip, once something was revoked.
    public var slip: SlipResult?
    /// Serial numbers of those whose revocation was begun at this desk and has no slip yet.
    public var unfinished: Set<String>

    /// Memberwise.
    public init(
        iin: IIN, name: String, certificates: [PersonalCertificate], slip: SlipResult? = nil,
        unfinished: Set<String> = []
    ) {
        self.unfinished = unfinished
        self.iin = iin
        self.name = name
        self.certificates = certificates
        self.slip = slip
    }
}

extension PersonalCertificate {
    /// Expired ones need no revoking.
    public var isRevocable: Bool { standing == .valid }
}
