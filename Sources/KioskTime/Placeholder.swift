// KioskTime
