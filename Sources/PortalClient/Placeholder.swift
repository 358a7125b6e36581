// PortalClient
