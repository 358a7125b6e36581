/// kioskd's configuration for the demonstration; `systemd/kioskd.yaml` documents the keys.
struct StageConfiguration {
    var folders: StageFolders
    var options: StageOptions
    var cast: StageCast
    var ports: StagePorts

    /// The whole file.
    var text: String {
        """
        # Written anew at each start of the demonstration.
        mode: demonstration
        kiosk:
          name: DEMO-1
          role: desk
        psc:
          name:
            kk: Халыққа қызмет көрсету орталығы
            ru: Центр обслуживания населения
            en: Public Service Centre
        queue:
          purposes:
            - "id-card | Жеке куәлік | Удостоверение личности | Identity card"
            - "eds | Электрондық цифрлық қолтаңба | Электронная цифровая подпись | Electronic signature"
            - "address | Тұрғылықты жерді тіркеу | Регистрация по месту жительства | Address registration"
            - "business | Жеке кәсіпкерді тіркеу | Регистрация предпринимателя | Sole trader registration"
        portal:
          url: \(quoted("https://127.0.0.1:\(ports.portal)"))
          ca-file: \(quoted(folders.portalAuthority))
          enrolment-code-file: \(quoted(folders.enrolmentCode))
        state:
          folder: \(quoted(folders.kiosk))
        screens:
          host: "127.0.0.1"
          port: \(options.screensPort)
        control:
          socket: \(quoted(folders.control))
        reader:
          citizen: \(quoted(reader(cast.reader, StageCast.firstVirtualReader)))
          operator: \(quoted(reader(cast.operatorReader, StageCast.secondVirtualReader)))
        camera:
          source: \(quoted(camera))
        vision:
          socket: \(quoted(folders.vision))
          program: \(quoted("\(options.programs)/kiosk-vision"))
          models: \(quoted(options.models))
        signing:
          socket: \(quoted(folders.signing))
          program: \(quoted("\(options.programs)/kiosk-sign"))
          trust-file: \(quoted(folders.trust))
          issuers-file: \(quoted(folders.portalIssuers))
          tsp: \(quoted("\(services)/tsp"))
          ocsp: \(quoted("\(services)/ocsp"))
          crl: []
          hosts: ["127.0.0.1:\(ports.services)"]
          media-folder: \(quoted(folders.media))
        token:
          socket: \(quoted(folders.token))
          program: \(quoted("\(options.programs)/kiosk-token"))
          modules-file: \(quoted(options.tokenModules ?? folders.tokenModules))
        door:
          enabled: "true"
          port: \(ports.door)
          sites: [\(options.doorSites.map(quoted).joined(separator: ", "))]
          others: ask
        printer:
          device: \(quoted(printer))

        """
    }

    private var services: String { "http://127.0.0.1:\(ports.services)" }

    private func reader(_ player: StageCast.Player, _ virtual: String) -> String {
        switch player {
        case .real(let name): name
        case .virtual: virtual
        }
    }

    private var camera: String {
        switch cast.camera {
        case .real(let path): "device:\(path)"
        case .virtual: "stream:unix:\(folders.frames)"
        }
    }

    private var printer: String {
        switch cast.printer {
        case .real(let path): "device:\(path)"
        case .virtual: "tcp:127.0.0.1:\(ports.printer)"
        }
    }

    /// A double-quoted scalar (YAML 1.2, 7.3.1).
    private func quoted(_ text: String) -> String {
        let escaped: [String] = text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }
        return "\"\(escaped.joined())\""
    }
}
