/* The cost of starting a program: it prints one line, and is linked with the C library alone. */
#include <stdio.h>

int main(void) {
  puts("hello");
  return 0;
}
