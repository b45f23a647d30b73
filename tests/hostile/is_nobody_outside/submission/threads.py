import os

from hostile import breach, held

# A file of the host's root shows as the reader's own only if the reader is that root.
for path in ("/usr", "/usr/bin/env", "/usr/bin/su"):
    about = os.stat(path)
    if about.st_uid == os.getuid():
        breach(f"{path} is this user's own: root's outside")
    else:
        held(f"{path} belongs to number {about.st_uid}")
