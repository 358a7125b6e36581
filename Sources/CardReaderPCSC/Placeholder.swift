// CardReaderPCSC
