#pragma once
#include "CKioskThread.h"
#include "CKioskProcess.h"
