import hostile

hostile.held("the program itself")
