import hostile

hostile.breach("conftest.py ran")
