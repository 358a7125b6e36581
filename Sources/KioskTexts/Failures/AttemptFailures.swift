import KioskDomain

extension FailureText {
    /// Attempts and the matching of faces.
    static let attempts: [FailureText] = [
        FailureText(
            .attemptsExhausted, cause: "Five failures since the last success, over all channels.",
            Localised(
                kk: "Бес әрекет те сәтсіз аяқталды.", ru: "Все пять попыток не удались.",
                en: "All five attempts have failed."),
            Localised(
                kk: "Талон мен құжаттарыңызды алып, операторға жүгініңіз.",
                ru: "Возьмите талон и документы и обратитесь к оператору.",
                en: "Take the slip and your documents and go to an operator."), technician: "None: the rule B1."),
        FailureText(
            .attemptsTooFew, cause: "Fewer than five failed attempts: an operator cannot accept the application.",
            Localised(
                kk: "Оператор өтінімді бес сәтсіз әрекеттен кейін ғана қабылдай алады.",
                ru: "Оператор может принять заявление только после пяти неудачных попыток.",
                en: "An operator can accept the application only after five failed attempts."),
            Localised(
                kk: "Киоскіде қалған әрекеттерді пайдаланыңыз.", ru: "Используйте оставшиеся попытки у киоска.",
                en: "Use the attempts that are left at the kiosk."), technician: "None: the rule B5."),
        FailureText(
            .attemptOpen, cause: "The last attempt of this person is under way at another place.",
            Localised(
                kk: "Сіздің әрекетіңіз басқа жерде аяқталмаған.", ru: "Ваша попытка ещё не завершена в другом месте.",
                en: "An attempt of yours is still under way elsewhere."), Remedy.later,
            technician:
                "An attempt left open closes when that kiosk starts again, or after 15 minutes; look at the other kiosk."
        ),
        FailureText(
            .referenceMissing, cause: "The register holds no reference photo of the person.",
            Localised(
                kk: "Базада сіздің фотосуретіңіз жоқ.", ru: "В базе нет вашей фотографии.",
                en: "There is no photo of you in the database."),
            Localised(
                kk: "«Бастау» түймесін баса беріңіз: әрекеттер есептеледі. Бесіншіден кейін оператор қабылдайды.",
                ru: "Нажимайте «Начать»: попытки засчитываются. После пятой вас примет оператор.",
                en: "Press Start: the attempts count. After the fifth, an operator will serve you."),
            technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .referencePoor,
            cause:
                "The reference photo shows no single face, or one too small, blurred, dark, bright or turned to match.",
            Localised(
                kk: "Базадағы фотосуретіңіз салыстыруға жарамайды.",
                ru: "Ваша фотография в базе не годится для сравнения.",
                en: "Your photo in the database is not good enough for a comparison."),
            Localised(
                kk: "«Бастау» түймесін баса беріңіз: әрекеттер есептеледі. Бесіншіден кейін оператор қабылдайды.",
                ru: "Нажимайте «Начать»: попытки засчитываются. После пятой вас примет оператор.",
                en: "Press Start: the attempts count. After the fifth, an operator will serve you."),
            technician: "None at the kiosk; the detail names what is wrong with the photo in the register."),
        FailureText(
            .faceNoMatch, cause: "The face and the reference photo are farther apart than the threshold.",
            Localised(
                kk: "Бет фотосуретпен сәйкес келмеді.", ru: "Лицо не совпало с фотографией.",
                en: "The face did not match the photo."),
            Localised(
                kk: "Көзілдірік пен бас киімді шешіп, камераға тура қараңыз.",
                ru: "Снимите очки и головной убор, смотрите прямо в камеру.",
                en: "Take off glasses and headwear and look straight into the camera."),
            technician: "If many people meet it, check light, focus and lens: `kioskctl diagnose`."),
        FailureText(
            .faceLiveness, cause: "The attempt does not show that the face was no flat picture (B3).",
            Localised(
                kk: "Камера алдында тірі адам тұрғаны жеткілікті расталмады.",
                ru: "Проверка не показала с уверенностью, что перед камерой живой человек.",
                en: "The check did not show surely enough that a living person was before the camera."),
            Localised(
                kk: "Әрекет есептелді. Бесіншіден кейін оператор қабылдайды.",
                ru: "Попытка засчитана. После пятой вас примет оператор.",
                en: "The attempt counts. After the fifth, an operator will serve you."),
            technician: "Set face.challenge to turns; or let the portal take less (`kiosk-portal --no-face-liveness`)."),
        FailureText(
            .calibrationMissing, cause: "No trial on people of this site shows how often the matcher errs (B3).",
            Localised(
                kk: "Бұл киоскіде ЭЦҚ бет бойынша берілмейді.", ru: "На этом киоске ЭЦП по лицу не выдаётся.",
                en: "This kiosk does not issue an EDS by face."),
            Localised(
                kk: "Талон мен құжаттарыңызды алып, операторға жүгініңіз.",
                ru: "Возьмите талон и документы и обратитесь к оператору.",
                en: "Take the slip and your documents and go to an operator."),
            technician:
                "Make a record with `kiosk-vision evaluate --calibration`, name it in face.calibration; see docs/calibration.md."
        ),
        FailureText(
            .matcherUnavailable, cause: "The model files are missing or their hashes are wrong.",
            Localised(
                kk: "Бет бойынша тексеру қазір қолжетімсіз.", ru: "Проверка по лицу сейчас недоступна.",
                en: "The check by face is not available now."), Remedy.otherKiosk,
            technician: "Run `.ci/fetch-models` or install the models package, then restart kiosk-vision."),
        FailureText(
            .visionFault, cause: "The helper kiosk-vision ended or stopped answering.",
            Localised(
                kk: "Камера бағдарламасында ақау болды.", ru: "Сбой программы камеры.",
                en: "The camera program has failed."), Remedy.tryAgain,
            technician: "`journalctl -u kiosk-vision`; it starts again by itself. Report it if it recurs."),
    ]

    /// The camera.
    static let camera: [FailureText] = [
        FailureText(
            .cameraMissing, cause: "No camera is found at the configured place.",
            Localised(kk: "Камера қосылмаған.", ru: "Камера не подключена.", en: "No camera is connected."),
            Remedy.otherKiosk, technician: "Check the plug; `kioskctl diagnose`; compare `camera.source`."),
        FailureText(
            .cameraLost, cause: "The camera was unplugged or left the bus.",
            Localised(kk: "Камерамен байланыс үзілді.", ru: "Связь с камерой потеряна.", en: "The camera was lost."),
            Remedy.otherKiosk, technician: "Check cable and power; `dmesg` shows whether the hub dropped it."),
        FailureText(
            .cameraBusy, cause: "Another program holds the camera.",
            Localised(kk: "Камера бос емес.", ru: "Камера занята.", en: "The camera is in use."), Remedy.otherKiosk,
            technician: "`sudo kioskctl camera test` names the program; end it."),
        FailureText(
            .cameraNoPermission, cause: "The service may not open the camera.",
            Localised(
                kk: "Камера қолжетімсіз.", ru: "Камера недоступна.", en: "The camera is not available."),
            Remedy.otherKiosk,
            technician: "Install the udev rules and check that the service is in the group of the device."),
        FailureText(
            .cameraFrozen, cause: "The camera sends the same picture again and again.",
            Localised(
                kk: "Камера кескіні қатып қалды.", ru: "Изображение камеры застыло.",
                en: "The camera picture is frozen."),
            Remedy.otherKiosk, technician: "Unplug the camera and plug it in again; if it recurs, exchange it."),
        FailureText(
            .cameraBlack, cause: "The camera sends black pictures: its lens is covered, or it is broken.",
            Localised(
                kk: "Камера ештеңе көрмей тұр.", ru: "Камера ничего не видит.", en: "The camera sees nothing."),
            Remedy.otherKiosk, technician: "Open the lens cover or switch; `kioskctl camera snapshot`."),
        FailureText(
            .cameraStalled, cause: "The camera is there but gives no pictures, also after its stream was restarted.",
            Localised(
                kk: "Камера жауап бермейді.", ru: "Камера не отвечает.", en: "The camera does not answer."),
            Remedy.otherKiosk, technician: "Unplug the camera and plug it in again; look for USB errors in `dmesg`."),
        FailureText(
            .cameraDamaged, cause: "Only damaged pictures arrive from the camera.",
            Localised(
                kk: "Камера кескіндері бүлінген.", ru: "Изображения камеры повреждены.",
                en: "The camera pictures are damaged."),
            Remedy.otherKiosk,
            technician: "Use a shorter cable and a USB port of its own: pictures are lost on the way."),
        FailureText(
            .cameraFormat, cause: "The camera offers no picture format that is understood.",
            Localised(
                kk: "Бұл камера жарамсыз.", ru: "Эта камера не подходит.", en: "This camera cannot be used."),
            Remedy.otherKiosk, technician: "Use a camera with MJPEG at 1280 by 720; `v4l2-ctl --list-formats-ext`."),
        FailureText(
            .cameraBandwidth, cause: "The USB bus has no room for the camera's pictures beside its other devices.",
            Localised(
                kk: "Камера қосыла алмады.", ru: "Камера не смогла включиться.", en: "The camera could not start."),
            Remedy.otherKiosk,
            technician: "Plug each camera into a USB port of the computer itself, not two into one hub; `lsusb -t`."),
        FailureText(
            .cameraServing, cause: "A technician asked for the camera while a person is served.",
            Localised(
                kk: "Камера қазір адамға қызмет көрсетуде.", ru: "Камера сейчас занята обслуживанием человека.",
                en: "The camera is serving a person now."), Remedy.later,
            technician: "Wait until `kioskctl status` says `session: idle`, then ask again."),
        FailureText(
            .packRefused,
            cause: "A pack of face models has no valid manifest, another hash than it names, or no calibration record.",
            Localised(
                kk: "Бет бойынша тексеру қазір қолжетімсіз.", ru: "Проверка по лицу сейчас недоступна.",
                en: "The check by face is not available now."), Remedy.otherKiosk,
            technician: "The detail names the model and the field; mend the manifest as `docs/face-pack.md` says."),
    ]
}
