// KioskTexts
