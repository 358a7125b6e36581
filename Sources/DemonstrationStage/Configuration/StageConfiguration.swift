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
          address: \("https://127.0.0.1:\(ports.hall)".quoted)
          enrolment-port: \(ports.hallEnrolment)
          enrolment-code-file: \(folders.hallCode.quoted)
        staff:
          pin-hash: \(staffPIN.hash.quoted)
        portal:
          url: \("https://127.0.0.1:\(ports.portal)".quoted)
          ca-file: \(folders.portalAuthority.quoted)
          enrolment-code-file: \(folders.deskCode.quoted)
        desk:
          officers: "true"
        state:
          folder: \(folders.kiosk.quoted)
        screens:
          host: "127.0.0.1"
          port: \(options.screensPort)
        control:
          socket: \(folders.control.quoted)
        reader:
          citizen: \(reader(cast.reader, StageCast.firstVirtualReader).quoted)
          operator: \(reader(cast.operatorReader, StageCast.secondVirtualReader).quoted)
        camera:
          source: \(camera.quoted)
          document-source: \("stream:unix:\(folders.documentFrames)".quoted)
        vision:
          socket: \(folders.vision.quoted)
          program: \("\(options.programs)/kiosk-vision".quoted)
          models: \(options.models.quoted)
        documents:
          trust-file: \(folders.portalIssuers.quoted)
          issuers: ["TEST ISSUING BODY"]
        signing:
          socket: \(folders.signing.quoted)
          program: \("\(options.programs)/kiosk-sign".quoted)
          trust-file: \(folders.trust.quoted)
          issuers-file: \(folders.portalIssuers.quoted)
          tsp: \("\(services)/tsp".quoted)
          ocsp: \("\(services)/ocsp".quoted)
          crl: []
          hosts: ["127.0.0.1:\(ports.services)"]
          media-folder: \(folders.media.quoted)
        token:
          socket: \(folders.token.quoted)
          program: \("\(options.programs)/kiosk-token".quoted)
          modules-file: \((options.tokenModules ?? folders.tokenModules).quoted)
        stick:
          socket: \(folders.stick.quoted)
        door:
          enabled: "true"
          port: \(ports.door)
          sites: [\(options.doorSites.map(\.quoted).joined(separator: ", "))]
          others: ask
        printer:
          device: \(printer.quoted)

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
}
