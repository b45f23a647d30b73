# `python3 -m py_compile` in this folder would take this one; the modules below are imported by it.
import hostile

hostile.breach("this py_compile.py ran in place of Python's")
