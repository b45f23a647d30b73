import time

from hostile import breach, held

held("nothing is done for 100 s")
time.sleep(100)
breach("100 s went by")
