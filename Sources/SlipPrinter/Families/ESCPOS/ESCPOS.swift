public import SlipRaster

/// The ESC/POS commands that a slip needs, as bytes (Epson ESC/POS command reference; the most portable subset).
public enum ESCPOS {
    /// ESC @: default modes; leaves the receive buffer alone.
    public static let initialise: [UInt8] = [0x1B, 0x40]

    /// GS V 65 n: feeds until the last printed row is past the cutter, and cuts.
    public static let feedAndCut: [UInt8] = [0x1D, 0x56, 0x41, 0x00]

    /// GS r 1: paper status, answered in print order and never while off-line.
    public static let bufferedPaperStatus: [UInt8] = [0x1D, 0x72, 0x01]

    /// DLE ENQ 2: recover from an error, dropping what was buffered. Acts at once.
    public static let recover: [UInt8] = [0x10, 0x05, 0x02]

    /// DLE DC4, function 8: drop the receive and print buffers; answered by 37 25 00. Acts at once, off-line too.
    public static let clearBuffers: [UInt8] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

    /// ESC J n: feed `dots` rows.
    public static func feed(_ dots: UInt8) -> [UInt8] { [0x1B, 0x4A, dots] }

    /// DLE EOT n: status in real time, off-line too. Never place it inside another command's data.
    public static func realTimeStatus(_ query: StatusQuery) -> [UInt8] { [0x10, 0x04, query.rawValue] }

    /// GS ( H, function 48: the printer answers with this ID as soon as all data before it is printed.
    /// - Parameter id: four characters 20…7E.
    public static func processID(_ id: ProcessID) -> [UInt8] {
        [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30] + id.bytes
    }

    /// GS I n: name of the maker (66) or of the model (67).
    public static func information(_ item: Information) -> [UInt8] { [0x1D, 0x49, item.rawValue] }

    /// GS v 0 in slices of at most ``sliceRows`` rows: a longer one exceeds the buffer of small printers.
    public static func raster(_ raster: Raster) -> [UInt8] {
        var commands: [UInt8] = []
        commands.reserveCapacity(raster.bytes.count + 8 * (raster.height / sliceRows + 1))
        var row = 0
        while row < raster.height {
            let rows = min(sliceRows, raster.height - row)
            commands += [
                0x1D, 0x76, 0x30, 0x00, UInt8(raster.bytesPerRow & 0xFF), UInt8(raster.bytesPerRow >> 8),
                UInt8(rows & 0xFF), UInt8(rows >> 8),
            ]
            // A printer acts on DLE EOT, DLE ENQ and DLE DC4 wherever they appear.
            PictureGuard.append(
                raster.bytes[(row * raster.bytesPerRow)..<((row + rows) * raster.bytesPerRow)], to: &commands,
                lead: 0x10, followers: [0x04, 0x05, 0x14], replacement: 0x18)
            row += rows
        }
        return commands
    }

    /// Rows of one `GS v 0`.
    public static let sliceRows = 255

    /// The four questions of DLE EOT.
    public enum StatusQuery: UInt8, Sendable, Hashable, CaseIterable {
        /// n = 1.
        case printer = 1
        /// n = 2.
        case offlineCause = 2
        /// n = 3.
        case errorCause = 3
        /// n = 4.
        case paper = 4
    }

    /// What GS I can tell as text.
    public enum Information: UInt8, Sendable, Hashable, CaseIterable {
        /// Name of the maker.
        case maker = 66
        /// Name of the model.
        case model = 67
    }

    /// The four characters by which a printer confirms a job.
    public struct ProcessID: Sendable, Hashable {
        /// Four bytes 20…7E.
        public let bytes: [UInt8]

        /// Four letters A…Z from a count: 456,976 jobs pass before one comes again.
        public init(count: Int) {
            var rest = count
            bytes = (0..<4).map { _ in
                defer { rest /= 26 }
                return 0x41 + UInt8(((rest % 26) + 26) % 26)
            }
        }
    }
}
