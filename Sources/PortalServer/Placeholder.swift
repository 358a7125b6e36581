// PortalServer
