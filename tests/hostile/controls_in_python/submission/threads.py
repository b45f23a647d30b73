import sys

# Neither the error nor what is said at its end may reach the terminal as it is.
sys.stderr.write("\x1b]0;title\x07\n::error::by a program\n##[group]\n")
sys.excepthook = lambda *_: sys.stderr.write("\x1b[2J::error::by a hook\n")
raise SystemError("\x1b[2J\n::error::by an exception\n\u202e")
