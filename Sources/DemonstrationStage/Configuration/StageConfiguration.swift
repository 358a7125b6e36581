/// kioskd's configuration for the demonstration; `systemd/kioskd.yaml` documents the keys.
struct StageConfiguration {
    var folders: StageFolders
    var options: StageOptions
    var cast: StageCast
    var ports: StagePorts
    var staffPIN: StaffPIN

    /// The whole file.
    var text: String {
        """
        # Written anew at each start of the demonstration.
        mode: demonstration
        kiosk:
          name: \(StageCentre.kiosk)
          role: desk
        \(StageCentre.text)
        hall:
          address: \(quoted("https://127.0.0.1:\(ports.hall)"))
          enrolment-port: \(ports.hallEnrolment)
          enrolment-code-file: \(quoted(folders.hallCode))
        staff:
          pin-hash: \(quoted(staffPIN.hash))
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

    private func quoted(_ text: String) -> String { text.quoted }
}
