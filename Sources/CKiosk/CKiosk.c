#include "CKiosk.h"
