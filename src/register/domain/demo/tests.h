/* The Norwegian tests one invented participant has taken. */
#ifndef REGISTER_DOMAIN_DEMO_TESTS_H
#define REGISTER_DOMAIN_DEMO_TESTS_H

#include "register/domain/demo/demo.h"
#include "register/domain/demo/pages.h"

/* None before the year after she came, none after her last day. Fills tests and test_count. */
void demo_tests(struct demo_participant *participant, const struct pages *pages, struct arena *arena);

#endif
