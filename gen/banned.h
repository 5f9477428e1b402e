/* Included before everything: functions that overflow, lose exactness or depend on the locale. */
#ifndef LAKIP_BANNED_H
#define LAKIP_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat sprintf vsprintf gets atof strtod strtof strtold setlocale

#endif
