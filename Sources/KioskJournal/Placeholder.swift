// KioskJournal
