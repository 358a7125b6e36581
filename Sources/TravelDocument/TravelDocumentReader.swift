import KioskDevices
public import KioskDomain
public import PKIX
public import SmartCard

/// Reads the chip of an identity document (ICAO 9303 parts 10 and 11) in one go: access by PACE or BAC, the document
/// security object, DG1, DG2. Synchronous; use it inside one transaction on the reader's executor.
public struct TravelDocumentReader {
    private let channel: any CardChannel
    private let limits: APDULimits
    private let authorities: [Certificate]
    private let now: UnixTime

    /// - Parameters:
    ///   - limits: what the card's answer to reset promises; EF.ATR/INFO can only narrow it.
    ///   - authorities: certificates of the country signing authorities that are trusted; without the right one a
    ///     reading is `unknown`, never trusted.
    ///   - now: for the certificates' dates.
    public init(channel: any CardChannel, limits: APDULimits = .short, authorities: [Certificate], now: UnixTime) {
        self.channel = channel
        self.limits = limits
        self.authorities = authorities
        self.now = now
    }

    /// The AID of the LDS1 eMRTD application (9303-10, 3.6.1).
    public static let applicationIdentifier: [UInt8] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]

    /// Whether the card has the application.
    public static func isTravelDocument(on channel: any CardChannel) throws(CardError) -> Bool {
        // A chip that wants PACE first says so in the master file and may hide the application before.
        if try cardAccess(on: channel)?.hasPACE == true { return true }
        return try selectApplication { (command) throws(CardError) in try channel.send(command) } == .success
    }

    /// Opens the chip and reads it.
    ///
    /// The password is tried once, never again by itself: by PACE where the chip offers a way of it that this program
    /// does, else by BAC, which takes only the machine-readable zone's.
    /// - Parameters:
    ///   - wantsPortrait: DG2 is read too.
    ///   - progress: told after each part of DG2 how much of it is read, 0 to 1.
    /// - Throws: ``CardError`` when the exchange fails or the chip breaks the standard. A wrong password and data
    ///   that is not to be trusted are results.
    public func read(
        with password: DocumentPassword, wantsPortrait: Bool = true, progress: (Double) -> Void = { _ in }
    ) throws(CardError) -> ChipReadingResult {
        let part = try largestPart()
        let (result, access) = try open(password)
        switch result {
        case .denied(let tries): return .accessDenied(remainingTries: tries)
        case .granted(let session):
            let secure = SecureChannel(channel, session)
            if case .pace = access {
                let status = try Self.selectApplication(secure.send)
                guard status == .success else { throw .refused(status, step: "SELECT eMRTD") }
            }
            return try read(FileReader(part: part, send: secure.send), access, wantsPortrait, progress)
        }
    }

    private func open(_ password: DocumentPassword) throws(CardError) -> (AccessResult, ChipAccess) {
        let offers = try Self.cardAccess(on: channel)
        if let offers, let offer = offers.preferred {
            let pace = PACE(on: channel, offer)
            return (try pace.run(password, isAmbiguous: offers.isAmbiguous(offer)), .pace(offer.cipher, offer.curve))
        }
        guard password.reference == .mrz else {
            let what =
                offers?.hasPACE == true ? "a way of PACE other than ECDH-GM on a named curve" : "a chip without PACE"
            throw .unsupported("\(what), and BAC takes only the machine-readable zone")
        }
        let status = try Self.selectApplication { (command) throws(CardError) in try channel.send(command) }
        guard status == .success else { throw .unknownCard }
        return (try BasicAccessControl(password).run(on: channel), .bac)
    }

    private func read(
        _ files: FileReader, _ access: ChipAccess, _ wantsPortrait: Bool, _ progress: (Double) -> Void
    ) throws(CardError) -> ChipReadingResult {
        let present = try DataGroups.present(files.require(.common))
        let securityObject = try files.require(.securityObject)
        var group1 = try files.require(.group1)
        var group2 = wantsPortrait && present.contains(2) ? try files.require(.group2, progress) : []
        defer {
            wipe(&group1)
            wipe(&group2)
        }
        var groups = [1: group1]
        if !group2.isEmpty { groups[2] = group2 }
        defer { groups = [:] }
        let trust: ChipTrust
        switch try PassiveAuthentication(authorities, now: now).verify(securityObject, groups) {
        case .holds(let found): trust = found
        case .fails(let reason): return .notTrusted(reason: reason)
        }
        let zone = try DataGroups.zone(group1)
        let picture = Self.portrait(group2, wantsPortrait)
        return .read(
            ChipReading(
                zone: zone, portrait: picture.portrait, portraitProblem: picture.problem, trust: trust, access: access))
    }

    private static func portrait(_ file: [UInt8], _ isWanted: Bool) -> (portrait: ChipPortrait?, problem: Failure?) {
        guard isWanted else { return (nil, nil) }
        guard !file.isEmpty else { return (nil, Failure(.chipPicture, "the chip has no DG2")) }
        do throws(CardError) {
            return (try DataGroups.portrait(file), nil)
        } catch {
            return (nil, Failure(.chipPicture, error.detail))
        }
    }
}

extension TravelDocumentReader {
    /// What EF.CardAccess says; nil when the chip has none, and so no PACE.
    private static func cardAccess(on channel: any CardChannel) throws(CardError) -> CardAccess? {
        // Chips stand in the master file after a reset; those that were in an application before go back.
        _ = try channel.send(CommandAPDU(ins: 0xA4, p1: 0x00, p2: 0x0C, data: [0x3F, 0x00]))
        let files = FileReader { (command) throws(CardError) in try channel.send(command) }
        return try files.read(.cardAccess).map { (file) throws(CardError) in try CardAccess(file) }
    }

    private static func selectApplication(
        _ send: (CommandAPDU) throws(CardError) -> ResponseAPDU
    ) throws(CardError) -> StatusWord {
        try send(CommandAPDU(ins: 0xA4, p1: 0x04, p2: 0x0C, data: applicationIdentifier)).status
    }

    /// How much to ask for at once.
    private func largestPart() throws(CardError) -> Int {
        guard limits.answer > 256 else { return FileReader.shortPart }
        let files = FileReader { (command) throws(CardError) in try channel.send(command) }
        let said = try files.beginning(ofFile: 0x01).flatMap(LengthInformation.init)?.answer
        return min(limits.answer, said ?? limits.answer) - SecureChannel.overhead
    }
}
