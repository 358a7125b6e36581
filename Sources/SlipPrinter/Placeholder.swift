// SlipPrinter
