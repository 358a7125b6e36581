public import KioskDomain

/// What came of a photo for a document. The picture, if there is one, is the frame before it.
public struct PhotoReport: Sendable, Hashable, Codable {
    /// `exchange.photo-not-taken` when no frame met the rules in time; nil when one did.
    public var code: FailureCode?
    /// What was wrong with the last frame, when none did.
    public var guidance: Guidance?
    /// Size in pixels; 0 without a picture.
    public var width: Int
    /// Size in pixels; 0 without a picture.
    public var height: Int
    /// Pixels between the eyes (ISO/IEC 19794-5, 7.2: the photo is about four times as wide).
    public var eyeDistance: Double?
    /// Luma beside the head, above the shoulders: the greater standard deviation of both sides, 0…127.
    public var backgroundSpread: Double?
    /// Difference of the mean luma of both sides, 0…255.
    public var backgroundDifference: Double?
    /// Both are small: one even colour. Told, never a refusal.
    public var isBackgroundPlain: Bool

    /// Every field as given.
    public init(
        code: FailureCode? = nil, guidance: Guidance? = nil, width: Int = 0, height: Int = 0,
        eyeDistance: Double? = nil, backgroundSpread: Double? = nil, backgroundDifference: Double? = nil,
        isBackgroundPlain: Bool = false
    ) {
        self.code = code
        self.guidance = guidance
        self.width = width
        self.height = height
        self.eyeDistance = eyeDistance
        self.backgroundSpread = backgroundSpread
        self.backgroundDifference = backgroundDifference
        self.isBackgroundPlain = isBackgroundPlain
    }
}
