// PrinterTests
