#include "CFace.h"
