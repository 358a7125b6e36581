/// What the machines of the demonstration's centre are told alike.
enum StageCentre {
    /// The kiosk, which is an operator's desk as well.
    static let kiosk = "DEMO-1"
    /// The machine that keeps the hall.
    static let hall = "DEMO-HALL"

    /// Keys of every configuration.
    static let text = """
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
        """

    /// The plan of the hall (docs/hall.md): two windows for everybody, one for some.
    static let plan = """
        {"services": [{"id": "id-card", "usualMinutes": 5}, {"id": "eds", "usualMinutes": 8},
                      {"id": "address", "usualMinutes": 6}, {"id": "business", "usualMinutes": 10}],
         "windows": [{"number": 1}, {"number": 2}, {"number": 3, "services": ["id-card", "eds"], "lanes": ["A", "C"]}],
         "terminals": ["\(kiosk)"]}

        """
}

extension String {
    /// A double-quoted scalar (YAML 1.2, 7.3.1).
    var quoted: String {
        let escaped: [String] = map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }
        return "\"\(escaped.joined())\""
    }
}
