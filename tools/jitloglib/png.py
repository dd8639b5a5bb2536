"""SVG text to a PNG file, by a program that is installed for it."""
import pathlib
import shutil
import subprocess
import tempfile

HELP = "a PNG needs rsvg-convert (Debian: librsvg2-bin), chromium, inkscape or convert (imagemagick)"


class NoConverter(Exception):
    pass


def _command(svg, png, width, height):
    if shutil.which("rsvg-convert"):
        return ["rsvg-convert", "-o", png, svg]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium:
        return [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--window-size=%d,%d" % (width, height), "--screenshot=" + png, "file://" + svg]
    if shutil.which("inkscape"):
        return ["inkscape", "--export-filename=" + png, svg]
    if shutil.which("convert"):
        return ["convert", svg, png]
    raise NoConverter(HELP)


def write(svg_text, path, width, height):
    """Raises NoConverter, or CalledProcessError if the converter fails."""
    with tempfile.TemporaryDirectory() as folder:
        svg = pathlib.Path(folder, "figure.svg")
        svg.write_text(svg_text)
        png = str(pathlib.Path(path).absolute())
        subprocess.run(_command(str(svg), png, width, height), check=True, capture_output=True)
