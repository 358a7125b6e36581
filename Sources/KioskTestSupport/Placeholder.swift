// KioskTestSupport
