import PKIX
import Testing
import XMLSignature

@Suite("XML on many threads")
struct ConcurrencyTests {
    @Test("good, changed and broken documents at once: each gets its own answer")
    func atOnce() async throws {
        let signed = try DemoSigner.sign(Samples.rich, .ecP256)
        let changed = Samples.replacing("Қазақ", by: "Казақ", in: signed)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    switch number % 4 {
                    case 0: #expect((try? XMLVerifier.verify(.text(signed)))?.map(\.isValid) == [true])
                    case 1: #expect((try? XMLVerifier.verify(.text(changed)))?.map(\.isValid) == [false])
                    case 2: #expect((try? DemoSigner.sign("<a xmlns=\"relative\"/>", .ecP256)) == nil)
                    default:
                        let lines = String(repeating: "\n", count: number)
                        let error = #expect(throws: XMLSignatureError.self) {
                            try XMLVerifier.verify(.text("<a>\(lines)</b>"))
                        }
                        guard case .notWellFormed(let syntax) = error else { return }
                        #expect(syntax.line == number + 1)
                    }
                }
            }
        }
    }
}
