"""Machine code as text: instructions where a disassembler is installed, else bytes."""
import re
import shutil
import subprocess
import tempfile

_LINE = re.compile(r"^ *([0-9a-f]+):\t([0-9a-f ]+?) *\t(.*)$")
_ALIGNMENT = 64


def _hex_lines(code, address):
    return ["%x: %s" % (address + at, code[at:at + 16].hex(" ")) for at in range(0, len(code), 16)]


def disassemble(pieces):
    """pieces: (address, bytes). The lines of each, from one run of objdump: they are laid one behind
    the other in a file, so jumps are shown relative to that, and are then moved to their address."""
    objdump = shutil.which("objdump")
    if not objdump:
        return [_hex_lines(code, address) for address, code in pieces]
    starts = []
    image = bytearray()
    for _, code in pieces:
        starts.append(len(image))
        image += code + b"\x90" * (-len(code) % _ALIGNMENT)
    with tempfile.NamedTemporaryFile() as file:
        file.write(image)
        file.flush()
        text = subprocess.run([objdump, "-D", "-b", "binary", "-m", "i386:x86-64", "-z", file.name],
                              check=True, capture_output=True, text=True).stdout
    result = [[] for _ in pieces]
    piece = 0
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        at = int(match.group(1), 16)
        while piece + 1 < len(pieces) and at >= starts[piece + 1]:
            piece += 1
        address, code = pieces[piece]
        if at - starts[piece] >= len(code):
            continue
        moved = address - starts[piece]
        instruction = re.sub(r"\b(j\w+|call) +0x([0-9a-f]+)", lambda jump: "%s 0x%x" % (
            jump.group(1), (int(jump.group(2), 16) + moved) & (2 ** 64 - 1)), match.group(3))
        result[piece].append("%x: %s" % (at + moved, instruction))
    return result
