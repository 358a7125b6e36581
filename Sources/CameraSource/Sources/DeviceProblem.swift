import Glibc
import KioskDevices
import KioskDomain

/// What an errno value of a camera's driver means to a technician.
enum DeviceProblem {
    static func failure(_ problem: Int32, at path: String) -> Failure {
        switch problem {
        case ENOENT: Failure(.cameraMissing, "\(path): there is no such link; is the camera plugged in?")
        case ENODEV, ENXIO: Failure(.cameraMissing, "\(path): \(String(cString: strerror(problem)))")
        case ENOTTY, ENOTDIR: Failure(.cameraMissing, "\(path): no camera that streams")
        case EACCES, EPERM: Failure(.cameraNoPermission, "\(path): \(String(cString: strerror(problem)))")
        case EBUSY: Failure(.cameraBusy, "\(path): \(DeviceHolder.describe(path))")
        case EPROTONOSUPPORT: Failure(.cameraFormat, "\(path): offers neither MJPEG nor YUYV")
        case ENOSPC: Failure(.cameraBandwidth, "\(path): the bus has no room for its pictures")
        default: Failure(.cameraLost, "\(path): \(String(cString: strerror(problem)))")
        }
    }
}

extension Failure {
    /// A whole picture came and could not be kept: the camera is not to blame.
    static func noMemoryForFrame(_ camera: String) -> Failure {
        Failure(.visionFault, "\(camera): no memory for a picture")
    }
}
