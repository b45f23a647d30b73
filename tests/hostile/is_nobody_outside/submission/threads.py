from hostile import breach, held

# Of the innermost map: the user here, the user outside, how many.
for name in ("uid_map", "gid_map"):
    for line in open("/proc/self/" + name):
        inside, outside, count = map(int, line.split())
        if outside == 0 or count > 1:
            breach(f"{name}: {inside} here is {outside} outside, for {count}")
        else:
            held(f"outside it is number {outside}")
