import random
import sys

sys.stdout.buffer.write(random.Random(1).randbytes(200_000))
