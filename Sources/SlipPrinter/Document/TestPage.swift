extension SlipDocument {
    /// The 18 letters that Kazakh has beyond Russian, both cases.
    public static let kazakhLetters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"

    /// The technician's page: a ruler over the whole width, all 18 letters, thin and thick lines, a QR code.
    public static func testPage(printer: String, _ context: Context) -> SlipDocument {
        SlipDocument(
            context: context,
            blocks: [
                .heading(SlipTexts.testPage), .ruler, .sample("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"), .largeNumber("A-128"),
                .rows([Row(SlipTexts.printer, printer), Row(SlipTexts.issued, context.issued)]),
                .qr(payload: Array("PSC-KIOSK TEST PAGE".utf8), caption: SlipTexts.testCode),
                .footer(SlipTexts.testHint),
            ])
    }
}
