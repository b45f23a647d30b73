// Apart from the others, since a refusal ends the attempt.
#include "/proc/1/environ"
