import KioskDevices
public import SlipRaster

extension SlipPrinter {
    /// Prints one slip; ends within the job's limit and one reply. Slips come out in the order in which their pictures are
    /// ready.
    /// - Parameter ready: what must be over before the first byte, such as a durable record of the slip. It runs while the
    ///   slip is drawn: both take some milliseconds, for which a person waits.
    public nonisolated func print(
        _ job: SlipJob, once ready: @Sendable () async -> Void = {}
    ) async -> PrintResult {
        let end = ContinuousClock.now + job.limit
        async let picture = draw(job.document)
        await ready()
        return await print(picture, until: end)
    }

    /// Prints a picture that was drawn already, as wide as the paper at the most.
    public nonisolated func print(_ raster: Raster, limit: Duration = .seconds(20)) async -> PrintResult {
        await print(.success(raster), until: .now + limit)
    }

    private func draw(_ document: SlipDocument) -> Result<Raster, SlipRenderingError> {
        do throws(SlipRenderingError) {
            return .success(try SlipRenderer(paper: configuration.paper).raster(document))
        } catch {
            return .failure(error)
        }
    }
}
