/* The main of executables. */
#include "runtime/program.h"

int main(int argc, char **argv) { return tw_main(argc, argv); }
