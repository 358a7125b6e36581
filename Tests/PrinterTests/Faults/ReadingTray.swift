import Foundation
import Synchronization

@testable import VirtualPrinter
@testable import print_crash_probe

/// Paper that is read as soon as it comes out.
final class ReadingTray: PaperTray {
    struct Scrap {
        var numbers: [Int]
        var end: PaperPiece.End

        /// A slip that a person can use: whole, cut, and nothing else on it.
        var isWhole: Bool { end == .cut && numbers.count == NumberedSlip.rows && Set(numbers).count == 1 }
    }

    private let kept = Mutex<[Scrap]>([])

    var scraps: [Scrap] { kept.withLock { $0 } }

    func keep(_ piece: PaperPiece, at time: Date) {
        let scrap = Scrap(numbers: NumberedSlip.numbers(on: piece.raster), end: piece.end)
        kept.withLock { $0.append(scrap) }
    }
}

/// Paper that is kept as it is.
final class KeepingTray: PaperTray {
    private let kept = Mutex<[PaperPiece]>([])

    var pieces: [PaperPiece] { kept.withLock { $0 } }

    func keep(_ piece: PaperPiece, at time: Date) { kept.withLock { $0.append(piece) } }
}
