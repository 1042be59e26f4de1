"""Limits of what the harness takes in and gives out. The worker has its own caps; these keep one unit from using them up."""

MEBIBYTE = 1 << 20

INPUT_BYTES = 512 * MEBIBYTE
INPUT_FRAMES = 20_000

# A unit's output. The worker's cap on the whole job is set by the suite and usually smaller.
UNIT_PAYLOAD_BYTES = 64 * MEBIBYTE
UNIT_BYTES = 96 * MEBIBYTE
UNIT_FRAMES = 4_096
RESULT_ELEMENTS = 8_000_000
DIMENSIONS = 16
NOTES = 20
FINDINGS = 1_000

# What student code prints: the beginning is kept, the rest counted. A unit that prints more than the flood is stopped.
TEXT_BYTES = 64 * 1024
FLOOD_BYTES = 16 * MEBIBYTE

MESSAGE_CHARACTERS = 4_000
TRACEBACK_CHARACTERS = 8_000
NAME_CHARACTERS = 300

SOURCE_BYTES = 4 * MEBIBYTE
# Outputs of a notebook, pictures above all, are part of its file.
NOTEBOOK_BYTES = 64 * MEBIBYTE
PARSE_SECONDS = 30
DEFAULT_UNIT_SECONDS = 60
MAXIMUM_UNIT_SECONDS = 3_600

# Kept free below the container's memory limit, so that a unit sees MemoryError before the kernel kills something.
MEMORY_MARGIN_BYTES = 48 * MEBIBYTE


def shorten(text, characters):
    """The text, or its beginning with a mark of how much is missing; never with a lone surrogate."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    if len(clean) <= characters:
        return clean
    return clean[:characters] + f"… ({len(clean) - characters} more characters)"
