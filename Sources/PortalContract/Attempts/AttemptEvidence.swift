public import Crypto
import FoundationEssentials
public import KioskDomain

/// What the kiosk swears about one attempt (RULES B3, B4): sent as a compact JWS (RFC 7515) with ES256 (RFC 7518) by the
/// enrolled key, so that a desk can verify it from paper before it is synced. Holds no IIN and no picture.
public struct AttemptEvidence: Codable, Sendable, Hashable {
    /// Which attempt.
    public var attempt: AttemptKey
    /// How it ended.
    public var outcome: AttemptOutcome
    /// Milliseconds since 1970.
    public var closedAtMilliseconds: Int64
    /// Euclidean distance of the fused descriptors; nil when no match was computed.
    public var distance: Double?
    /// How many frames were fused; 0 when there was none.
    public var frames: Int
    /// The frames that were fused, one by one; empty when there was none.
    public var quality: [FrameEvidence]
    /// How many frames got each remark, by its stable name.
    public var remarks: [String: Int]
    /// Nil when no liveness check ran.
    public var liveness: LivenessEvidence?
    /// SHA-256 of the model files, hexadecimal.
    public var modelHashes: [String]
    /// SHA-256 of the calibration data, hexadecimal.
    public var calibrationHash: String?
    /// Whose portrait it was compared with; nil when nothing was compared.
    public var reference: ReferenceSource?

    /// Memberwise.
    public init(
        attempt: AttemptKey, outcome: AttemptOutcome, closedAtMilliseconds: Int64, distance: Double? = nil,
        frames: Int = 0, quality: [FrameEvidence] = [], remarks: [String: Int] = [:],
        liveness: LivenessEvidence? = nil, modelHashes: [String] = [],
        calibrationHash: String? = nil, reference: ReferenceSource? = nil
    ) {
        self.attempt = attempt
        self.outcome = outcome
        self.closedAtMilliseconds = closedAtMilliseconds
        self.distance = distance
        self.frames = frames
        self.quality = quality
        self.remarks = remarks
        self.liveness = liveness
        self.modelHashes = modelHashes
        self.calibrationHash = calibrationHash
        self.reference = reference
    }

    /// The evidence as a compact JWS; `kid` is the kiosk of the attempt.
    ///
    /// - Parameter sign: as in ``CompactJWS/sign(payload:keyID:by:)``.
    public func signed(
        by sign: @Sendable ([UInt8]) async throws -> P256.Signing.ECDSASignature
    ) async throws -> String {
        try await CompactJWS.sign(payload: ContractJSON.encode(self), keyID: attempt.source, by: sign)
    }

    /// The evidence in `text` when `key` signed it for the kiosk it names, else nil.
    public static func verified(_ text: String, by key: P256.Signing.PublicKey) -> AttemptEvidence? {
        guard let (payload, keyID) = CompactJWS.verify(text, key: key),
            let evidence = try? ContractJSON.decode(AttemptEvidence.self, from: payload),
            evidence.attempt.source == keyID
        else { return nil }
        return evidence
    }
}
