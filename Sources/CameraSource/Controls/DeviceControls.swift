import CKiosk

/// Reads the controls of an open device.
enum DeviceControls {
    /// No camera has more.
    private static let limit = 128
    /// Values of a menu that are asked for.
    private static let menuLimit = 32

    static func all(of camera: OpaquePointer) -> [CameraSetting] {
        var controls = [ck_v4l2_control](repeating: ck_v4l2_control(), count: limit)
        let count = ck_v4l2_controls(camera, &controls, controls.count)
        return controls.prefix(count).map { setting($0, camera) }
    }

    private static func setting(_ control: ck_v4l2_control, _ camera: OpaquePointer) -> CameraSetting {
        let kind: CameraSetting.Kind =
            switch control.type {
            case 2: .boolean
            case 3: .menu
            default: .integer
            }
        return CameraSetting(
            name: text(of: control.name), kind: kind, minimum: Int(control.minimum), maximum: Int(control.maximum),
            step: Int(control.step), standard: Int(control.standard),
            current: control.has_value != 0 ? Int(control.value) : nil,
            chosen: control.has_chosen != 0 ? Int(control.chosen) : nil,
            choices: kind == .menu ? choices(of: control, camera) : [:], isFixed: control.is_fixed != 0)
    }

    private static func choices(of control: ck_v4l2_control, _ camera: OpaquePointer) -> [Int: String] {
        var names: [Int: String] = [:]
        let first = max(control.minimum, 0)
        for value in (first..<max(control.maximum, first) + 1).prefix(menuLimit) {
            var name = control.name
            let result = withUnsafeMutableBytes(of: &name) { bytes in
                ck_v4l2_menu_name(
                    camera, control.identifier, UInt32(value), bytes.bindMemory(to: CChar.self).baseAddress)
            }
            if result == 0 { names[Int(value)] = text(of: name) }
        }
        return names
    }

    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
