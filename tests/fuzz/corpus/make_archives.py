#!/usr/bin/env python3
"""Writes the seeds of the fuzzers `archive` and `unpacked` beside itself; the same bytes each time."""
import bz2
import gzip
import io
import lzma
import pathlib
import struct
import tarfile
import zipfile
import zlib

HERE = pathlib.Path(__file__).parent
FILES = {"a/x.cpp": b"int main() {}\n", "a/b/y.hpp": b"#pragma once\n" * 3, "a/build/z.o": b"\0\1"}
WHEN = (2020, 1, 1, 0, 0, 0)


def write(kind, name, data):
    folder = HERE / kind
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def make_zip(method, change=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in FILES.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = method
            archive.writestr(info, data)
        link = zipfile.ZipInfo("a/link.cpp", WHEN)
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    data = out.getvalue()
    return data if change is None else data.replace(*change)


def make_tar(form):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in FILES.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (("a/l.cpp", tarfile.SYMTYPE), ("a/h.cpp", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a/x.cpp"
            archive.addfile(info)
        info = tarfile.TarInfo("../größe.cpp")
        archive.addfile(info)
    data = out.getvalue().rstrip(b"\0")
    return data + b"\0" * (-len(data) % 512 + 1024)  # without Python's padding to 10 KB


def text(data):
    return struct.pack("<I", len(data)) + data


def make_stream(ending):
    return (b"d" + text(b"a/") + b"f" + text(b"a/x.cpp") + b"k" + text(b"int main() {}\n")
            + b"x" + text(b"a\\b\\y.hpp") + b"k" + text(b"") + b"f" + text(b"a/z.cpp") + b"l"
            + b"l" + text(b"a/link.cpp") + b"h" + text(b"h.cpp") + b"f" + text(b"../e.cpp") + b"u"
            + b"e" + ending + text(b""))


def number(value):
    """Of 7zFormat.txt, for less than 2^14."""
    return bytes([value]) if value < 0x80 else bytes([0x80 | value >> 8, value & 0xFF])


def make_7z():
    """By hand, as 7zFormat.txt has it: all files in one folder, stored."""
    data = b"".join(FILES.values())
    sums = b"".join(struct.pack("<I", zlib.crc32(one)) for one in FILES.values())
    names = b"\0" + b"".join((name + "\0").encode("utf-16-le") for name in FILES)
    sizes = b"".join(number(len(one)) for one in list(FILES.values())[:-1])
    pack = b"\x06" + number(0) + number(1) + b"\x09" + number(len(data)) + b"\0"
    folder = b"\x07\x0b" + number(1) + b"\0" + b"\x01\x01\0" + b"\x0c" + number(len(data)) + b"\0"
    streams = b"\x08\x0d" + number(len(FILES)) + b"\x09" + sizes + b"\x0a\x01" + sums + b"\0"
    files = b"\x05" + number(len(FILES)) + b"\x11" + number(len(names)) + names + b"\0"
    header = b"\x01\x04" + pack + folder + streams + b"\0" + files + b"\0"
    start = struct.pack("<QQI", len(data), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + data + header


def main():
    plain = make_tar(tarfile.USTAR_FORMAT)
    write("archive", "stored.zip", make_zip(zipfile.ZIP_STORED))
    write("archive", "deflated.zip", make_zip(zipfile.ZIP_DEFLATED))
    write("archive", "windows.zip", make_zip(zipfile.ZIP_STORED, (b"a/b/y", b"a\\b\\y")))
    write("archive", "gnu.tar.gz", gzip.compress(make_tar(tarfile.GNU_FORMAT), mtime=0))
    write("archive", "pax.tar.bz2", bz2.compress(make_tar(tarfile.PAX_FORMAT)))
    write("archive", "plain.tar.xz", lzma.compress(plain))
    write("archive", "plain.tar", plain)
    write("archive", "one_file.gz", gzip.compress(FILES["a/x.cpp"], mtime=0))
    write("archive", "stored.7z", make_7z())
    write("unpacked", "complete", make_stream(b"c"))
    write("unpacked", "flood", make_stream(b"f"))
    write("unpacked", "damaged", make_stream(b"d"))


if __name__ == "__main__":
    main()
