/*
 * audit: findings about figures that contradict each other, in the order of the report.
 * See expr.h and data.h for what is declared ("tercetak", "audit").
 */
#ifndef LAKIP_AUDIT_H
#define LAKIP_AUDIT_H

#include "compute.h"

/* Adds errors, warnings and notes; never stops. */
void audit(Arena *a, const Layout *layout, const Figures *figures, const Data *data, Diags *d);

#endif
