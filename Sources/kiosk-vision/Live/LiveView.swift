import HelperProtocol
import JPEGCodec
import KioskDomain

/// The view of 80 columns and at most 20 lines: the picture in half blocks (two pixels a character) with the face marked,
/// bars beside it, guidance below. The 256 colours that every terminal over ssh has.
enum LiveView {
    private static let pictureColumns = 52
    private static let pictureRows = 15
    private static let reset = "\u{1B}[0m"
    /// The rest of a line is old.
    private static let ending = "\u{1B}[K\n"

    /// The whole screen, from its first line.
    static func text(_ moment: LiveMoment) -> String {
        var text = "\u{1B}[H" + head(moment) + ending
        let bars = LiveBar.bars(moment.line.report)
        let picture = lines(moment)
        for row in 0..<pictureRows {
            let bar = row < bars.count ? bars[row].text : ""
            text += picture[row] + "  " + bar + ending
        }
        text += foot(moment) + "\u{1B}[J"
        return text
    }

    private static func head(_ moment: LiveMoment) -> String {
        let name = String(moment.camera.filter { !$0.isNewline && $0 != "\u{1B}" }.prefix(36))
        let mark = moment.line.virtual ? " [virtual]" : ""
        let size = moment.line.width.map { " \($0)×\(moment.line.height ?? 0)" } ?? ""
        let rate = (moment.line.framesPerSecond * 10).rounded() / 10
        return "\u{1B}[1m\(name)\(mark)\(reset)\(size)  picture \(moment.line.frame)  \(rate)/s"
    }

    private static func foot(_ moment: LiveMoment) -> String {
        guard let report = moment.line.report else {
            return
                "\u{1B}[31m\(moment.line.code?.rawValue ?? "")\(reset) \(moment.line.detail?.prefix(60) ?? "")\(ending)"
                + "Tried again by itself. Ctrl-C ends.\(ending)"
        }
        let colour = report.guidance == .good ? 32 : report.usable ? 33 : 31
        let took = Int(moment.line.milliseconds ?? 0)
        return "\u{1B}[1;\(colour)m\(report.guidance.rawValue)\(reset)  \(report.usable ? "usable" : "not usable"), "
            + "faces \(report.measures.faces), \(took) ms\(ending)\(pack(moment))Nothing is kept. Ctrl-C ends.\(ending)"
    }

    /// What a pack says, in a build that can run one.
    private static func pack(_ moment: LiveMoment) -> String {
        #if ONNXPack
        moment.line.pack.map { $0.text + ending } ?? ""
        #else
        ""
        #endif
    }

    private static func lines(_ moment: LiveMoment) -> [String] {
        guard let picture = moment.picture else {
            return Array(repeating: String(repeating: " ", count: pictureColumns), count: pictureRows)
        }
        let height = 2 * pictureRows
        let width = min(pictureColumns, max(height * picture.width / picture.height, 1))
        var cells = PictureSketch.cells(of: picture, columns: width, rows: height).map { row in
            row.map { 232 + Int($0) * 24 / 256 }
        }
        if let report = moment.line.report { mark(report, in: &cells) }
        let margin = String(repeating: " ", count: pictureColumns - width)
        return stride(from: 0, to: height, by: 2).map { row in
            var text = ""
            var last = (-1, -1)
            for (top, bottom) in zip(cells[row], cells[row + 1]) {
                if last != (top, bottom) { text += "\u{1B}[38;5;\(top);48;5;\(bottom)m" }
                last = (top, bottom)
                text += "▀"
            }
            return text + reset + margin
        }
    }

    /// The frame of the face, green, yellow or red as the guidance, and the points of eyes and nose.
    private static func mark(_ report: GuidanceReport, in cells: inout [[Int]]) {
        let height = cells.count
        let width = cells.first?.count ?? 0
        func place(_ share: Double, _ count: Int) -> Int? {
            let at = (share * Double(count)).rounded(.down)
            return at >= 0 && at < Double(count) ? Int(at) : nil
        }
        if let face = report.face {
            let colour = report.guidance == .good ? 46 : report.usable ? 226 : 196
            let columns = [place(face.x, width), place(face.x + face.width, width)]
            let rows = [place(face.y, height), place(face.y + face.height, height)]
            for row in (rows[0] ?? 0)...max(rows[0] ?? 0, rows[1] ?? height - 1) {
                for column in columns { if let column { cells[row][column] = colour } }
            }
            for column in (columns[0] ?? 0)...max(columns[0] ?? 0, columns[1] ?? width - 1) {
                for row in rows { if let row { cells[row][column] = colour } }
            }
        }
        for point in report.points ?? [] {
            if let row = place(point.y, height), let column = place(point.x, width) { cells[row][column] = 201 }
        }
    }
}
