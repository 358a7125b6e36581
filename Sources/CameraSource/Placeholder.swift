// CameraSource
