#pragma once
#include "CKioskThread.h"
#include "CKioskProcess.h"
#include "CKioskPrinter.h"
#include "CKioskV4L2.h"
#include "CKioskFiles.h"
