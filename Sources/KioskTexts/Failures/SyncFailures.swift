import KioskDomain

extension FailureText {
    private static let outOfOrder = Localised(
        kk: "Бұл киоск уақытша жұмыс істемейді.", ru: "Этот киоск временно не работает.",
        en: "This kiosk is out of order for now.")
    private static let notTaken = Localised(
        kk: "Портал жазбаны қабылдамады.", ru: "Портал не принял запись.", en: "The portal did not take a record.")

    /// What kiosk and portal find out about each other when they sync (`docs/sync.md`).
    static let sync: [FailureText] = [
        FailureText(
            .kioskFenced,
            cause: "The kiosk's journal is an old picture of itself; the portal takes nothing more under its name.",
            outOfOrder, Remedy.otherKiosk,
            technician: "Keep a copy of the state folder; remove `device-identity.pem`, enrol with a new code."),
        FailureText(
            .portalSetBack, cause: "The portal has forgotten records that it had confirmed to this kiosk.",
            Localised(
                kk: "Портал ескі деректермен жұмыс істеп тұр.", ru: "Портал работает со старыми данными.",
                en: "The portal works with old data."), Remedy.later,
            technician: "Tell the portal's team; what is still held here was offered again by itself."),
        FailureText(
            .kioskReadmitted, cause: "The portal had forgotten this machine's certificate and took it on record again.",
            Localised(
                kk: "Портал ескі деректермен жұмыс істеп тұр.", ru: "Портал работает со старыми данными.",
                en: "The portal works with old data."), Remedy.later,
            technician: "The portal's team checks that nobody had shut this machine out meanwhile (`docs/trust.md`)."),
        FailureText(
            .auditGap, cause: "Links of the audit chain are missing between kiosk and portal.", outOfOrder,
            Remedy.otherKiosk,
            technician: "Compare the heads (`docs/sync.md`); one of the two was restored from a copy."),
        FailureText(
            .auditFork, cause: "The kiosk's audit chain is not the one whose head the portal holds.", outOfOrder,
            Remedy.otherKiosk,
            technician: "Keep the state folder untouched and report it: the chain was rewritten or restored."),
        FailureText(
            .eventRefused, cause: "The portal refused a record; it is kept and set aside.", notTaken,
            Remedy.operatorDesk,
            technician: "The finding names sequence and reason; give both to the portal's team."),
        FailureText(
            .recordDamaged, cause: "An unsent record cannot be opened any more; it is kept and set aside.", notTaken,
            Remedy.operatorDesk, technician: "Check the disk; keep the journal and report the sequence."),
    ]
}
