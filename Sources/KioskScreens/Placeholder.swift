// KioskScreens
