"""The name of a picture or attachment goes in, the bytes of a small real PNG or PDF come out; nothing is stored."""

import struct
import zlib
from hashlib import sha256

WIDTH, HEIGHT = 96, 64


def png(name: str) -> bytes:
    """A 96 x 64 RGB picture, sky over ground, in colours that depend on the name."""
    seed = sha256(name.encode()).digest()
    sky, ground = seed[0:3], seed[3:6]
    horizon = HEIGHT // 3 + seed[6] % (HEIGHT // 3)
    rows = []
    for y in range(HEIGHT):
        base = sky if y < horizon else ground
        shade = 60 + 120 * y // HEIGHT
        pixel = bytes((value + shade) // 2 for value in base)
        rows.append(b"\x00" + pixel * WIDTH)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf(name: str) -> bytes:
    """A one-page PDF 1.4 that names itself; plain ASCII, because the built-in fonts know no Vietnamese."""
    text = (
        f"BT /F1 14 Tf 60 780 Td (Tep dinh kem: {name}) Tj 0 -24 Td (Van ban mau cua trang thu nghiem.) Tj ET".encode()
    )
    resources = b"<< /Font << /F1 5 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
