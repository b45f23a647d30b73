import hostile

hostile.breach("this traceback.py ran in place of Python's")
