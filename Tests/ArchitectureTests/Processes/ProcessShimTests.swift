import KioskTestSupport
import Testing

/// The shims change their whole process for good, so each is tried in a small program of its own.
@Suite("Process shims")
struct ProcessShimTests {
    @Test("core dumps off, not dumpable, dies with its parent: each is seen in the kernel afterwards")
    func shims() async throws {
        try RealPart.require(programs: "clang")
        let folder = try TemporaryFolder("shims")
        let program = """
            #include "CKioskProcess.h"
            #include <signal.h>
            #include <stdio.h>
            #include <sys/prctl.h>
            #include <sys/resource.h>
            int main(void) {
                struct rlimit core = {1, 1};
                int parent_signal = 0;
                int results[] = {ck_set_not_dumpable(), ck_disable_core_dumps(), ck_die_with_parent(SIGTERM)};
                int refused = ck_die_with_parent(9999);
                getrlimit(RLIMIT_CORE, &core);
                prctl(PR_GET_PDEATHSIG, &parent_signal);
                printf("%d %d %d refused %d dumpable %d core %lu %lu signal %d", results[0], results[1], results[2],
                       refused, prctl(PR_GET_DUMPABLE), core.rlim_cur, core.rlim_max, parent_signal);
                return 0;
            }

            """
        let source = try folder.write("probe.c", program.utf8)
        let built = try await Tool.run(
            "clang",
            [
                "-Wall", "-Werror", "-I", Repository.path("Sources/CKiosk/include"), source,
                Repository.path("Sources/CKiosk/process.c"), "-o", folder.file("probe"),
            ])
        try #require(built.succeeded, "\(built.standardError)")
        let output = try await Tool.run("env", [folder.file("probe")])
        // EINVAL is 22, SIGTERM is 15.
        #expect(output.standardOutput == "0 0 0 refused 22 dumpable 0 core 0 0 signal 15")
    }
}
