// VirtualCamera
