import hostile

hostile.breach("usercustomize.py ran")
