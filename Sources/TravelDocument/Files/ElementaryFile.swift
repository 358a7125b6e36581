import SmartCard

/// The files of a chip that are read (9303-10, 4.2), with the longest that is believed.
package struct ElementaryFile: Sendable, Hashable {
    /// For messages.
    package var name: String
    /// Its number in READ BINARY.
    package var shortIdentifier: UInt8
    /// The tag of its only data object.
    package var tag: UInt32
    /// Bytes with tag and length.
    package var limit: Int

    /// What access protocols the chip has; in the master file.
    package static let cardAccess = ElementaryFile(
        name: "EF.CardAccess", shortIdentifier: 0x1C, tag: 0x31, limit: 4096)
    /// Which data groups there are.
    package static let common = ElementaryFile(name: "EF.COM", shortIdentifier: 0x1E, tag: 0x60, limit: 1024)
    /// Hashes of the data groups, signed.
    package static let securityObject = ElementaryFile(
        name: "EF.SOD", shortIdentifier: 0x1D, tag: 0x77, limit: 65536)
    /// The machine-readable zone.
    package static let group1 = ElementaryFile(name: "EF.DG1", shortIdentifier: 0x01, tag: 0x61, limit: 512)
    /// The portrait.
    package static let group2 = ElementaryFile(name: "EF.DG2", shortIdentifier: 0x02, tag: 0x75, limit: 256 * 1024)
}
