import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import PortalContract

/// The daemon's side of the screens: each call goes to the part that answers it.
struct ScreenService: ScreenHost {
    let runner: SessionRunner
    let seat: ScreenSeat
    let desk: OperatorDesk
    /// Nil where no issuing bodies are configured.
    let documents: DocumentDesk?
    let cards: CardDesk
    /// Nil where no exchanges are checked.
    let exchanges: ExchangeDesk?
    let preview: Broadcast<WipedBytes>

    func snapshots() async -> AsyncStream<KioskSnapshot> { runner.snapshots() }
    func snapshot() async -> KioskSnapshot { runner.snapshot }

    func claimScreen() async throws(Failure) -> ScreenToken { try await seat.claim() }
    func screen(_ token: ScreenToken, isPresent: Bool) async { await seat.note(token, isPresent: isPresent) }
    func holdsScreen(_ token: ScreenToken) async -> Bool { await seat.holds(token) }

    func act(_ action: ScreenAction, screen: ScreenToken) async throws(Failure) {
        guard await seat.holds(screen) else { throw Failure(.sessionExpired) }
        switch action {
        case .language(let language): await runner.person(.language(language))
        case .service(let service): await runner.person(.service(service))
        case .purpose(let purpose): await runner.person(.purpose(purpose))
        case .reservation: await runner.person(.reservation)
        case .reservationOf(let iin): await reservation(of: iin)
        case .withoutReservation: await runner.person(.withoutReservation)
        case .claimPreference(let claims): await runner.person(.claimPreference(claims))
        case .consent: await runner.person(.consent)
        case .confirmNotice: await runner.person(.confirmNotice)
        case .identity(let iin, let number, let birth): await identity(iin, number, birth)
        case .code(let code): await runner.person(.code(code))
        case .sendCodeAgain: await runner.person(.sendCodeAgain)
        case .applicationNumber(let number, let iin): await application(number, of: iin)
        case .printForm: await runner.person(.printForm)
        case .writeNow: await runner.person(.writeNow)
        case .start: await runner.person(.start)
        case .useDocument: await runner.person(.useDocument)
        case .useDocumentKey(let kind): await runner.person(.documentKey(kind))
        case .documentKey(let kind, let typed): try await documentKey(kind, typed)
        case .withoutDocument: await runner.person(.withoutDocument)
        case .tryAgain: await runner.person(.tryAgain)
        case .pin(let pad, let positions): try await runner.pin(pad: pad, positions: positions)
        case .password(let pad, let positions): try await runner.password(pad: pad, positions: positions)
        case .confirmLastTry: await runner.person(.confirmLastTry)
        case .changePIN: await runner.person(.changePIN)
        case .unblockPIN: await runner.person(.unblockPIN)
        case .reissue: await runner.person(.reissue)
        case .obtainAnew: await runner.person(.obtainAnew)
        case .myFile: await runner.person(.myFile)
        case .myToken: await runner.person(.myToken)
        case .keyFile(let place): await runner.person(.keyFile(place))
        case .organisationEDS: await runner.person(.organisationEDS)
        case .organisation(let typed):
            do throws(BIN.Problem) {
                await runner.person(.organisation(try BIN(text: typed)))
            } catch {
                await runner.person(.invalidEntry(error.code))
            }
        case .medium(let medium): await runner.person(.medium(medium))
        case .revokeEDS: await runner.person(.revokeEDS)
        case .revokeFor(let cause): await runner.person(.revokeFor(cause))
        case .cardLost: await runner.person(.cardLost)
        case .lostEDS(let id): await runner.person(.lostEDS(id))
        case .confirmRevocation: await runner.person(.confirmRevocation)
        case .exchangeCard: await runner.person(.exchangeCard)
        case .exchangeStanding: await runner.person(.exchangeStanding)
        case .exchangeReason(let reason): await runner.person(.exchangeReason(reason))
        case .cardNumber(let typed): await cardNumber(typed)
        case .usePhoto: await runner.person(.usePhoto)
        case .atDesk: await runner.person(.atDesk)
        case .payment(let typed):
            await runner.person(PaymentReference.read(typed).map { .payment($0) } ?? .invalidEntry(.exchangePayment))
        case .signExchange: await runner.person(.signExchange)
        case .signByPhone: await runner.person(.signByPhone)
        case .exchangeSlip(let typed): await exchangeSlip(typed)
        case .logIn(let way): await runner.person(.logIn(way))
        case .codeMissing: await runner.person(.codeMissing)
        case .codeMissingFor(let reason): await runner.person(.codeMissingFor(reason))
        case .sendReport: await runner.person(.sendReport)
        case .accountPage(let page): await runner.person(.accountPage(page))
        case .changePhone: await runner.person(.changePhone)
        case .phone(let typed):
            await runner.person(MobileNumber(typed: typed).map { .phone($0) } ?? .invalidEntry(.phoneInvalid))
        case .cancel: await runner.person(.cancel)
        case .done: await runner.person(.done)
        case .cannotTurn(let cannotTurn): await runner.person(.cannotTurn(cannotTurn))
        case .moreTime: await runner.moreTime()
        }
    }

    private func reservation(of typed: String) async {
        do {
            await runner.person(.reservationOf(try IIN(text: typed)))
        } catch {
            await runner.person(.invalidEntry(error.code))
        }
    }

    private func application(_ typed: String, of iin: String?) async {
        guard let number = ApplicationNumber.read(typed) else {
            return await runner.person(.invalidEntry(.applicationNumber))
        }
        do throws(IINError) {
            var owner: IIN?
            if let iin { owner = try IIN(text: iin) }
            await runner.person(.applicationNumber(number, owner))
        } catch {
            await runner.person(.invalidEntry(error.code))
        }
    }

    /// What was typed is read here; what cannot be read is answered on the screen with its code.
    private func identity(_ typed: String?, _ number: String, _ birth: String) async {
        do {
            let iin = try await self.iin(typed)
            guard let document = DocumentNumber(typed: number) else { throw Failure(.documentNumber) }
            guard let date = CivilDate(iso: birth) else { throw Failure(.birthDate) }
            await runner.person(
                .identity(Identity(iin: iin, documentNumber: document.text, birthDate: date)))
        } catch {
            await runner.person(.invalidEntry((error as? any CodedError)?.code ?? .internalError))
        }
    }

    private func cardNumber(_ typed: String) async {
        guard let number = DocumentNumber(typed: typed), number.kind == .identityCard else {
            return await runner.person(.invalidEntry(.documentNumber))
        }
        await runner.person(.cardNumber(number.text))
    }

    private func exchangeSlip(_ typed: String) async {
        let slip = "M" + typed.filter { $0 != " " && $0 != "M" }
        await runner.person(
            CardExchangeSlip.isValid(slip) ? .exchangeSlip(slip) : .invalidEntry(.exchangeSlipUnknown))
    }

    func take(specimen: WipedBytes, screen: ScreenToken) async throws(Failure) {
        guard await seat.holds(screen) else { throw Failure(.sessionExpired) }
        try await runner.specimen(specimen)
    }

    func photo() async -> WipedBytes? { await runner.photo() }

    private func documentKey(_ kind: DocumentKeyKind, _ typed: String) async throws(Failure) {
        let key: DocumentKey
        do throws(Failure) {
            key = try DocumentKey(kind, typed: typed)
        } catch {
            return await runner.person(.invalidEntry(error.code))
        }
        try await runner.documentKey(key)
    }

    private func iin(_ typed: String?) async throws -> IIN {
        guard let typed else {
            guard let iin = await runner.cardIIN else { throw Failure(.cardAbsent) }
            return iin
        }
        do {
            return try IIN(text: typed)
        } catch {
            throw Failure(error.code)
        }
    }

    func previewFrames() async -> AsyncStream<WipedBytes> { preview.stream(fromNow: false) }

    func operatorSeat() async -> OperatorSeatView { desk.seat.view }
    func operatorSeats() async -> AsyncStream<OperatorSeatView> { desk.seat.views() }
    func operatorAct(_ action: OperatorAction) async throws(Failure) { try await desk.seat.act(action) }
    func cardTrials() async -> [CardTrial] { await desk.cardTrials() }
    func operatorCheck(_ iin: IIN) async throws(Failure) -> OperatorCheck { try await desk.check(iin) }
    func operatorCase(_ number: String, revealing: Bool) async throws(Failure) -> OperatorCase {
        try await desk.open(number, revealing: revealing)
    }
    func operatorCertificates(_ iin: IIN) async throws(Failure) -> PersonCertificates {
        try await desk.certificates(of: iin)
    }
    func revoke(
        _ serials: [String], of iin: IIN, because cause: RevocationCause, language: Language
    ) async throws(Failure) -> PersonCertificates {
        try await desk.revoke(serials, of: iin, because: cause, language: language)
    }
    func sendPhoneCode(to phone: String, of iin: IIN) async throws(Failure) -> DeskPhone {
        try await desk.sendPhoneCode(to: phone, of: iin)
    }
    func registerPhone(_ sent: DeskPhone, code: String, of iin: IIN) async throws(Failure) -> DeskPhone {
        try await desk.registerPhone(sent, code: code, of: iin)
    }
    func answerCase(_ number: String, _ answer: CaseAnswer) async throws(Failure) -> OperatorCase {
        try await desk.answer(number, answer)
    }
    func documentDesk() async -> DocumentDeskView? {
        guard (try? desk.seat.name()) != nil else { return nil }
        return documents?.view
    }
    func documentDesks() async -> AsyncStream<DocumentDeskView> { documents?.views() ?? AsyncStream { $0.finish() } }
    func documentAct(_ action: DocumentAction) async throws(Failure) {
        guard let documents else { throw Failure(.requestInvalid, "no issuing bodies are configured") }
        try await documents.act(action)
    }
    func cardDesk() async -> CardDeskView? {
        guard (try? desk.seat.name()) != nil else { return nil }
        return cards.current
    }
    func cardDesks() async -> AsyncStream<CardDeskView> { cards.views() }
    func cardAct(_ action: CardDeskAction) async throws(Failure) { try await cards.act(action) }
    func exchangeDesk() async -> ExchangeDeskView? {
        guard (try? desk.seat.card(for: .officer)) != nil else { return nil }
        return exchanges?.view
    }
    func exchangeDesks() async -> AsyncStream<ExchangeDeskView> { exchanges?.views() ?? AsyncStream { $0.finish() } }
    func exchangeAct(_ action: ExchangeAction) async throws(Failure) {
        guard let exchanges else { throw Failure(.requestInvalid, "no exchanges are checked here (desk.officers)") }
        try await exchanges.act(action)
    }
    func exchangePicture(_ name: String) async -> ShownPicture? { await exchanges?.picture(name) }
    func acceptApplication(_ iin: IIN, on medium: Medium) async throws(Failure) -> String {
        try await desk.accept(iin, on: medium)
    }
}
