/// The files of a virtual document, by the short numbers of the standard (9303-10, 4.2).
public struct DocumentFiles: Sendable, Hashable {
    /// In the master file: EF.CardAccess (1C), EF.ATR/INFO (01).
    public var master: [UInt8: [UInt8]]
    /// In the application: EF.COM (1E), EF.SOD (1D), DG1 (01), DG2 (02).
    public var application: [UInt8: [UInt8]]

    /// Every field as given.
    public init(master: [UInt8: [UInt8]], application: [UInt8: [UInt8]]) {
        self.master = master
        self.application = application
    }

    /// The short number of a file identifier (9303-10, table 35): EF.COM and data groups are 01xx.
    static func shortNumber(of identifier: [UInt8]) -> UInt8? {
        switch identifier {
        case [0x2F, 0x01]: 0x01
        case [0x01, 0x1C], [0x01, 0x1D], [0x01, 0x1E], [0x01, 0x01], [0x01, 0x02]: identifier[1]
        default: nil
        }
    }
}
