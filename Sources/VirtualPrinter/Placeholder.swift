// VirtualPrinter
