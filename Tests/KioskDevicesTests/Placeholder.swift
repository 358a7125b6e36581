// KioskDevicesTests
