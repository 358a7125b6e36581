import SmartCard
import Testing
import VirtualCard

@Suite("How many commands log-in and signature cost")
struct APDUCountTests {
    @Test("PIV with kept contents: SELECT, VERIFY, GENERAL AUTHENTICATE and nothing else; one more for the counter")
    func fewest() throws {
        let issued = try IssuedCard([.authentication])
        let contents = try issued.application().contents()
        let channel = WatchedChannel(issued.channel)
        let application = try CardApplication.identify(on: channel, atr: issued.channel.card.atr, known: contents)
        let key = try application.contents().keys[0]
        #expect(try application.verify(DemoCard.typed(DemoCard.pin), for: key) == .accepted)
        _ = try application.sign(key, DemoCard.digest("x"))
        #expect(channel.commands.map { $0[1] } == [0xA4, 0x20, 0x87])
    }

    @Test("RSA-2048: chained with short APDUs, one command each way with extended ones", arguments: [false, true])
    func lengths(_ extended: Bool) throws {
        let issued = try IssuedCard([.authentication], extended: extended, algorithm: .rsa2048) { _, key in
            TestCertificate(key: key, filling: 1200).der
        }
        let channel = WatchedChannel(issued.channel)
        let atr = issued.channel.card.atr
        let contents = try CardApplication.identify(on: channel, atr: atr).contents()
        // The certificate of some 1,600 bytes.
        #expect(channel.commands.filter { $0[1] == 0xC0 }.isEmpty == extended)
        let before = channel.commands.count
        let application = try CardApplication.identify(on: channel, atr: atr, known: contents)
        _ = try application.verify(DemoCard.typed(DemoCard.pin))
        _ = try application.sign(contents.keys[0], DemoCard.digest("x"))
        let sent = channel.commands.dropFirst(before).map { $0[1] }
        #expect(sent == (extended ? [0xA4, 0x20, 0x87] : [0xA4, 0x20, 0x87, 0x87, 0xC0]))
    }
}
