import HallContract
import Hummingbird
import NIOCore

/// The port for machines that have no certificate yet: a one-time code gives one.
struct EnrolmentRoutes {
    let authority: HallAuthority
    let register: MachineRegister
    let limits: HallLimits

    func router() -> Router<HallContext> {
        let router = Router(context: HallContext.self)
        router.add(middleware: HallProblems())
        router.get(RouterPath(HallCall.authorityPath)) { [authority] _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/x-pem-file", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: authority.certificate)))
        }
        router.post(RouterPath(HallCall.enrolPath)) { [register, limits] request, _ in
            try Response.hall(try await register.enrol(try await request.value(CertificateWish.self, limits)))
        }
        return router
    }
}
