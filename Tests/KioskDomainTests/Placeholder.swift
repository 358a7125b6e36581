// KioskDomainTests
