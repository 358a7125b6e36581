// KioskTimeTests
