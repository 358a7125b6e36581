import KioskDomain
import SlipDesign
import SlipPrinter
import SlipRaster
import Testing

@Suite("Q7: the mark of a copy")
struct CopyMarkTests {
    @Test(
        "any slip that is printed again is the same between two marks, on both papers",
        arguments: SlipForm.allCases, SlipRenderer.Paper.allCases)
    func marked(_ form: SlipForm, _ paper: SlipRenderer.Paper) throws {
        let slip = SlipBook.shipped.document(SlipSamples.usual(form), SlipSamples.context(.kazakh), paper: paper)
        let copy = slip.markedAsCopy
        #expect(copy.parts.dropFirst().dropLast().elementsEqual(slip.parts))
        for mark in [copy.parts.first, copy.parts.last] {
            guard case .band(let text) = mark?.block else {
                Issue.record("no mark")
                return
            }
            for word in ["КӨШІРМЕ", "КОПИЯ", "COPY"] { #expect(text.string.contains(word)) }
        }
        #expect(copy.markedAsCopy == copy)
        let renderer = SlipRenderer(paper: paper)
        #expect(try renderer.raster(copy).height > renderer.raster(slip).height + 40)
    }
}
