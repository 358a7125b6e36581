// PortalContract
