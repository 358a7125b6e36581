import KioskTestSupport

/// kioskd's configuration on a stage.
struct KioskConfiguration {
    let stage: Stage
    var mode = "demonstration"
    var name = "TEST-1"
    var role = "kiosk"
    /// The state folder; nil takes the stage's.
    var state: String?
    /// Whose digital documents an operator may look at.
    var issuers: [String]
    /// Keys beside those of every stage.
    var more = ""

    /// The staff PIN of the tests, and its hash.
    static let staffPIN = "20251121"
    static let staffHash =
        "scrypt:14:8:1:000102030405060708090a0b0c0d0e0f:8"
        + "482b3d034e21af6a717a372024fe1fdccf7e6ae735ff1c5f5752cbd7b6b65a7"

    /// Below `psc`, whose line stands before it.
    static let centreName = """
          name:
            kk: Халыққа қызмет көрсету орталығы
            ru: Центр обслуживания населения
            en: Public Service Centre
        """
    static let purposes = """
        queue:
          purposes:
            - "id-card | Жеке куәлік | Удостоверение личности | Identity card"
        """

    init(_ stage: Stage, issuers: [String] = ["TEST ISSUING BODY"]) {
        self.stage = stage
        self.issuers = issuers
    }

    private var documents: String {
        guard stage.settings.documents else { return "" }
        return """
            documents:
              trust-file: "\(stage.folder.file("portal/issuing-ca.pem"))"
              issuers: [\(issuers.map { "\"\($0)\"" }.joined(separator: ", "))]
            """
    }

    private var codeFile: String {
        stage.settings.officers ? stage.officerCode : stage.folder.file("portal/enrolment-code")
    }

    var text: String {
        get throws {
            """
            mode: \(mode)
            kiosk:
              name: \(name)
              role: \(role)
            psc:
              code: \(stage.settings.centre)
            \(KioskConfiguration.centreName)
            \(KioskConfiguration.purposes)
            portal:
              url: "https://127.0.0.1:\(stage.portalPort)"
              ca-file: "\(stage.folder.file("portal/tls-ca.pem"))"
              enrolment-code-file: "\(codeFile)"
            state:
              folder: "\(state ?? stage.settings.journal ?? stage.folder.file("kiosk"))"
            screens:
              port: \(stage.screens)
            control:
              socket: "\(stage.folder.file("run/control.sock"))"
            reader:
              citizen: "Virtual PCD 00 00"
              operator: "Virtual PCD 00 01"
            camera:
              source: "stream:unix:\(stage.folder.file("run/frames.sock"))"
              document-source: "\(stage.settings.documents ? "stream:unix:\(stage.folder.file("run/paper.sock"))" : "")"
            vision:
              socket: "\(stage.folder.file("run/vision.sock"))"
              program: "\(stage.visionProgram)"
              models: "\(try Programs.models())"
            face:
              challenge: \(stage.settings.challenge)
              document-trust-file: "\(stage.settings.documentOf == nil ? "" : stage.documentAuthority)"
            desk:
              officers: "\(stage.settings.officers)"
            printer:
              device: "tcp:127.0.0.1:\(stage.printerPort)"
            staff:
              pin-hash: "\(Self.staffHash)"
            card:
              keys: \(stage.settings.cardKeys)
            rules:
              zone: \(stage.settings.zone)
            limits:
              attempt-seconds: \(stage.settings.attemptSeconds)
              idle-seconds: \(stage.settings.idleSeconds)
            stick:
              socket: "\(stage.settings.sticks ? stage.folder.file("run/stick.sock") : "off")"
            \(documents)
            \(try tokens)
            \(try door)
            \(more)
            """
        }
    }

    /// Whose signatures by the mobile app are believed (L5).
    private var phones: String {
        """
        signing:
          trust-file: "\(stage.folder.file("portal/issuing-ca.pem"))"
        """
    }

    private var tokens: String {
        get throws {
            guard let token = stage.token else { return "" }
            let table = try stage.folder.write("token-modules.json", token.deskTable.utf8)
            return """
                token:
                  socket: "\(stage.folder.file("run/token.sock"))"
                  program: "\(try Programs.path("kiosk-token"))"
                  modules-file: "\(table)"
                """
        }
    }

    private var signing: String {
        get throws {
            """
            signing:
              socket: "\(stage.folder.file("run/sign.sock"))"
              program: "\(try Programs.path("kiosk-sign"))"
              trust-file: "\(stage.folder.file("portal/issuing-ca.pem"))"
              hosts: ["127.0.0.1:\(stage.servicesPort)"]
            """
        }
    }

    /// A public access point: listed sites only, with kiosk-sign.
    private var door: String {
        get throws {
            guard !stage.settings.doorSites.isEmpty else {
                // Whoever is shown certificates of a file or a token needs who reads and judges them.
                return stage.settings.sticks || stage.settings.tokens
                    ? try signing : stage.settings.phones ? phones : ""
            }
            return """
                signing:
                  socket: "\(stage.folder.file("run/sign.sock"))"
                  program: "\(try Programs.path("kiosk-sign"))"
                door:
                  enabled: "true"
                  port: \(stage.doorPort)
                  sites: [\(stage.settings.doorSites.map { "\"\($0)\"" }.joined(separator: ", "))]
                guest:
                  profile-folder: "\(stage.folder.file("guest/profile"))"
                  ended-file: "\(stage.folder.file("run/guest-ended"))"

                """
        }
    }
}
