"""All pictures on one sheet: a row for each state, a column for each language, width and theme."""

import itertools

from PIL import Image, ImageDraw, ImageFont

CELLS = {1280: (250, 188), 390: (87, 188)}  # width and height of a thumbnail
GAP, LABEL, HEAD = 8, 130, 28
PAPER, INK = (244, 242, 238), (27, 26, 31)


def contact_sheet(folder, names, path):
    """Write the sheet as WebP; a picture that is missing leaves its place grey.

    Parameters
    ----------
    folder : Path
        With the pictures "NAME-LANGUAGE-WIDTH-THEME.png".
    names : list of str
    path : Path
    """
    columns = list(itertools.product(CELLS, ("ko", "en"), ("light", "dark")))
    width = LABEL + sum(CELLS[column[0]][0] + GAP for column in columns)
    row = CELLS[1280][1] + GAP
    sheet = Image.new("RGB", (width, HEAD + row * len(names)), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    x = LABEL
    for wide, language, theme in columns:
        draw.text((x, 7), f"{wide} {language} {theme}"[: CELLS[wide][0] // 7], INK, font)
        for number, name in enumerate(names):
            file = folder / f"{name}-{language}-{wide}-{theme}.png"
            sheet.paste(thumbnail(file, CELLS[wide]), (x, HEAD + row * number))
        x += CELLS[wide][0] + GAP
    for number, name in enumerate(names):
        lines = name.replace("-", "\n", 1).replace("-", " ")
        draw.multiline_text((GAP, HEAD + row * number + 6), lines, INK, font)
    sheet.save(path, quality=62, method=6)


def thumbnail(file, size):
    """The upper part of a picture, as wide as the cell."""
    if not file.exists():
        return Image.new("RGB", size, (190, 190, 190))
    with Image.open(file) as picture:
        width, height = picture.size
        upper = picture.convert("RGB").crop((0, 0, width, min(height, width * size[1] // size[0])))
    cell = Image.new("RGB", size, upper.getpixel((2, upper.height - 1)))
    cell.paste(upper.resize((size[0], max(1, upper.height * size[0] // width)), Image.LANCZOS))
    return cell
