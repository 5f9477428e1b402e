/*
 * LD_PRELOAD for tests/hard/stop.py: fsync(), the last step before a result gets its name, never comes back:
 * it uses the processor and asks for no memory. The temporary file stands then.
 */
int fsync(int fd) {
    volatile int going = fd;
    for (;;) going = going + 1;
}
