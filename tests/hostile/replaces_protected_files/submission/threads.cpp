#include "hostile.h"
#include "judged.h"

int main() {
  if (JUDGED == 1)
    held("the protected header is the template's");
  else
    breach("the protected header is number %d", JUDGED);
}
