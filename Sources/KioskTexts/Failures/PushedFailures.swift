import KioskDomain

extension FailureText {
    private static let notTaken = Localised(
        kk: "Жаңа баптау қабылданбады, киоск бұрынғысымен жұмыс істейді.",
        ru: "Новые настройки не приняты, киоск работает с прежними.",
        en: "New settings were not taken; the kiosk works with the former ones.")
    private static let none = Localised(
        kk: "Сізге ештеңе істеудің қажеті жоқ.", ru: "От вас ничего не требуется.",
        en: "There is nothing for you to do.")

    private static func set(_ code: FailureCode, _ cause: String, technician: String) -> FailureText {
        FailureText(code, cause: cause, notTaken, none, technician: technician)
    }

    /// Sets of configuration and rule data that the portal pushes (`docs/pushed-configuration.md`).
    static let pushed: [FailureText] = [
        set(
            .configurationSignature, "A pushed set is not signed by a key that this kiosk trusts, or was altered.",
            technician: "Compare `configuration.signers-file` with the team's key; report it if they agree."),
        set(
            .configurationMalformed, "A pushed set cannot be read.",
            technician: "Give the reason to the portal's team; `kiosk-portal config sign` would have found it."),
        set(
            .configurationTooLarge, "A pushed set is larger than sets may be.",
            technician: "Give it to the portal's team: 192 KiB are taken."),
        set(
            .configurationKeyRefused, "A pushed set names a key or table that is not known, or must not be pushed.",
            technician: "The reason names it. A newer version may know it: update kioskd, or have the set made anew."),
        set(
            .configurationContradictory, "A pushed set contradicts itself, the rules or this kiosk's own file.",
            technician: "The reason names table and rule; the portal's team mends the set under a new version."),
        set(
            .configurationOlder, "The portal offers an older set than the one that was taken before.",
            technician: "The portal was put back, or someone replays a set. A new one needs a greater version."),
        set(
            .configurationElsewhere, "The portal offers a set that is for other machines.",
            technician: "Compare `psc.code` and `psc.region` with the scope in the reason."),
        set(
            .configurationRolledBack, "With a pushed set kioskd did not become ready, or a part was worse than before.",
            technician: "The reason names the part. If it broke by itself, have the set published under a new version."),
        set(
            .configurationDamaged, "What was kept of pushed sets cannot be read any more.",
            technician: "Check the disk; keep `pushed-configuration.json.damaged`. The portal offers its set again."),
        set(
            .configurationUnknown, "The portal has no set with this scope and version.",
            technician: "`kiosk-portal config list` shows those that there are."),
        set(
            .configurationPortal, "A set has other data of rules than those by which the portal itself judges.",
            technician: "The reason names the tables: give them to the portal first (`kiosk-portal config adopt`)."),
    ]
}
