// VisionTests
