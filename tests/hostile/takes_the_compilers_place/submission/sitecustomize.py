import hostile

hostile.breach("sitecustomize.py ran")
