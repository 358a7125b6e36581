import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

/// Against Debian's ippeveprinter, which knows nothing of us. It announces itself by DNS-SD and so wants a D-Bus and an
/// avahi: both are started for it in a folder of their own.
@Suite("IPP: ippeveprinter", .timeLimit(.minutes(2)))
struct EverywherePrinterTests {
    @Test("A slip arrives byte for byte, and stays unconfirmed: a queue proves nothing")
    func identical() async throws {
        try RealPart.require(programs: "ippeveprinter", "avahi-daemon", "dbus-daemon")
        let folder = try TemporaryFolder("ipp")
        let port = UInt16.random(in: 20_000..<30_000)
        let address = try #require(PrinterAddress("ipp:127.0.0.1:\(port)/ipp/print"))
        let script = try folder.write("run", Array(Self.script.utf8))
        async let served = Tool.run("bash", [script, folder.path, String(port)])
        defer { try? Data().write(to: URL(filePath: folder.file("stop"))) }
        let printer = SlipPrinter(.init(address: address, family: .epson))
        try await eventually { await printer.status().isOffline == .no }
        let document = Samples.referral()
        #expect(await printer.print(SlipJob(document)) == .unconfirmed(.slipUnconfirmed))
        let sent = ESCPOS.initialise + ESCPOS.raster(try SlipRenderer().raster(document)) + ESCPOS.feedAndCut
        let spool = folder.file("spool")
        try await eventually {
            let files = try FileManager.default.contentsOfDirectory(atPath: spool)
            return try files.contains { try folder.read("spool/\($0)") == sent }
        }
        #expect(await printer.identity()?.maker == "Demo")
        // No fault was named, which does not make it ready.
        #expect(await printer.status().health == .unknown)
        try Data().write(to: URL(filePath: folder.file("stop")))
        _ = try await served
    }

    @Test("No queue at that address: failed and missing; something there that speaks no IPP: unconfirmed and unknown")
    func nothingThere() async throws {
        let printer = SlipPrinter(.init(address: .ipp(host: "127.0.0.1", port: 9, path: "/x")))
        #expect(await printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerMissing))
        #expect(await printer.status().link == .printerMissing)
        try await OddPrinter.with(Babbling(seed: 7)) { port in
            let babbler = SlipPrinter(
                .init(
                    address: .ipp(host: "127.0.0.1", port: port, path: "/x"), family: .epson,
                    limits: PrinterBench.shortLimits))
            // It took bytes, and what it says is no answer: nobody knows whether a slip came of them.
            #expect(await babbler.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.slipUnconfirmed))
            #expect(await babbler.status().health == .unknown)
        }
    }

    /// Ends by itself after two minutes, whatever happens to the test.
    private static let script = """
        cd "$1"; mkdir -p spool
        cat > bus.conf <<'END'
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig><type>system</type><listen>unix:path=bus</listen><auth>EXTERNAL</auth><policy context="default">
        <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
        <allow send_type="method_return"/><allow send_type="error"/><allow receive_type="method_call"/>
        <allow receive_type="signal"/><allow receive_type="method_return"/><allow receive_type="error"/>
        </policy></busconfig>
        END
        sed -i "s|path=bus|path=$1/bus|" bus.conf
        printf '[server]\\nuse-ipv6=no\\nallow-interfaces=lo\\n[publish]\\npublish-workstation=no\\n' > avahi.conf
        export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$1/bus"
        dbus-daemon --config-file=bus.conf --nofork --nopidfile >/dev/null 2>&1 & first=$!
        for _ in $(seq 100); do [[ -S bus ]] && break; sleep 0.05; done
        avahi-daemon --no-drop-root --no-chroot --no-rlimits -f avahi.conf >/dev/null 2>&1 & second=$!
        for _ in $(seq 100); do
            ippeveprinter -d spool -k -p "$2" -M Demo -m Slips -f application/vnd.cups-raw -n localhost Slips \\
                >/dev/null 2>&1 & third=$!
            sleep 0.3
            kill -0 $third 2>/dev/null && break
        done
        for _ in $(seq 1200); do [[ -e stop ]] && break; sleep 0.1; done
        kill $third $second $first 2>/dev/null
        wait
        """
}
