/// Where the portrait comes from that an attempt is compared with; stands in the signed evidence, without the picture.
public enum ReferenceSource: String, Sendable, Hashable, CaseIterable, Codable {
    /// Released by the portal against the open attempt (B8).
    case portal
    /// DG2 of the person's own document (ICAO 9303 part 10), after passive authentication.
    case chip
}

/// What a person types so that the chip of the document opens (ICAO 9303 part 11).
public enum DocumentKeyKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Card access number, six digits printed on the document.
    case can
    /// Day of expiry; number and birth date of the document are known by then.
    case expiryDate = "expiry-date"
}
