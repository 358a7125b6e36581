// KioskDiagnostics
