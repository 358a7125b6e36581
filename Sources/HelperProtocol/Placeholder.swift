// HelperProtocol
