/* A MariaDB server of a test's own: empty, on a socket in a fresh directory, gone at the end. */
#ifndef TESTS_UNIT_PRIVATE_DATABASE_H
#define TESTS_UNIT_PRIVATE_DATABASE_H

/* Starts it, or ends the program saying why. The socket's path lives until the end. */
const char *private_database_start(void);
/* Stops the server and starts it again on the same data: what a crash or an upgrade looks like. */
void private_database_stop(void);
void private_database_again(void);
/* Stops it and removes its directory. */
void private_database_remove(void);

#endif
