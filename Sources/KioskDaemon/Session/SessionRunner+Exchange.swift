import KioskDevices
import KioskDomain
import KioskScreens

/// The exchange of an identity card (I1–I6).
extension SessionRunner {
    func performExchange(_ effect: SessionEffect) {
        let name = name
        switch effect {
        case .readExchangeCard(let reason): run(.card, name) { await $0.readExchangeCard(reason) }
        case .openExchangeCard(let holder): run(.card, name) { await $0.openExchangeCard(holder) }
        case .signExchange(let draft): run(.card, name) { await $0.signExchange(draft) }
        case .checkExchange(let holder, let number, let payment):
            run(.portal, name) { await $0.checkExchange(holder, documentNumber: number, payment: payment) }
        case .findExchange(let holder): run(.portal, name) { await $0.findExchange(holder) }
        case .askExchange(let slip): run(.portal, name) { await $0.askExchange(slip) }
        case .sendExchange(let draft): run(.portal, name) { await $0.sendExchange(draft) }
        case .composePhoto: run(.camera, name) { await $0.composePhoto() }
        case .takePhoto: run(.camera, name) { await $0.takePhoto() }
        default: break
        }
    }

    /// The specimen that was drawn; only while it is asked for.
    func specimen(_ picture: WipedBytes) async throws(Failure) {
        guard case .exchange(_, .specimen) = session.stage else { throw Failure(.sessionExpired) }
        let name = name
        do throws(Failure) {
            try await work.hold(specimen: picture)
        } catch {
            return person(.invalidEntry(error.code))
        }
        // The person may have left meanwhile.
        guard name == self.name else { return await work.wipe(name) }
        person(.specimenDrawn)
    }

    /// The photo, while the person is to look at it.
    func photo() async -> WipedBytes? {
        switch session.stage {
        case .exchange(_, .photo), .exchange(_, .summary): await work.photo()
        default: nil
        }
    }
}
