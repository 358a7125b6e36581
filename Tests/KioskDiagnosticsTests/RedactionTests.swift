import KioskDiagnostics
import Testing

@Suite("Redaction (P4)")
struct RedactionTests {
    @Test(
        "IINs and phone numbers are masked to their last digits, other numbers stay",
        arguments: [
            ("person 900101300017 refused", "person ••••••••0017 refused"),
            ("900101300017", "••••••••0017"),
            ("iin=900101300017,next", "iin=••••••••0017,next"),
            ("x900101300017900101300017y", "x••••••••0017y"),
            ("call +7 (701) 555-12-34 now", "call •••34 now"),
            ("87015551234", "•••34"),
            ("7015551234", "•••34"),
            ("8 701 555 12 34", "•••34"),
            ("port 35963, 12345 bytes", "port 35963, 12345 bytes"),
            ("2026-02-02 10:15:30", "2026-02-02 10:15:30"),
            ("/dev/usb/lp0 at 127.0.0.1:8080", "/dev/usb/lp0 at 127.0.0.1:8080"),
            ("Virtual PCD 00 00", "Virtual PCD 00 00"),
            ("", ""),
        ])
    func mask(line: String, masked: String) {
        #expect(Redaction.mask(line) == masked)
    }

    @Test("no run of 12 digits is ever left (seed printed)")
    func random() {
        let seed = UInt64.random(in: .min ... .max)
        print("redaction seed \(seed)")
        var state = seed
        let alphabet = Array("0123456789 +-()a.:")
        for _ in 0..<2_000 {
            let line = String(
                (0..<40).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return alphabet[Int(state >> 33) % alphabet.count]
                })
            let masked = Redaction.mask(line)
            let runs = masked.split { !("0"..."9").contains($0) }.map(\.count)
            #expect(runs.allSatisfy { $0 < 12 })
        }
    }
}
