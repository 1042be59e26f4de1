"""Frames: a length-prefixed JSON header and raw bytes."""

import json
import struct

PREFIX = struct.Struct(">IQ")
MAXIMUM_HEADER = 262_144


class FrameError(Exception):
    """The bytes are no frame, or one beyond a cap."""


def encode_header(header):
    """The header as compact UTF-8 JSON; raises FrameError if it is longer than the protocol allows."""
    data = json.dumps(header, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
    if len(data) > MAXIMUM_HEADER:
        raise FrameError(f"a header of {len(data)} bytes; at most {MAXIMUM_HEADER} are allowed")
    return data


def decode_header(data):
    """Parses a header; raises FrameError unless it is a JSON object with a ``frame`` member that is a string."""
    try:
        header = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise FrameError(f"the header is no JSON: {type(problem).__name__}") from None
    if not isinstance(header, dict) or not isinstance(header.get("frame"), str):
        raise FrameError("the header is no object with a frame member")
    return header


def write_frame(write, header, payload=b""):
    """Hands a frame to ``write``, which takes bytes and writes all of them."""
    data = encode_header(header)
    write(PREFIX.pack(len(data), len(payload)) + data)
    if payload:
        write(payload)


def read_frame(stream, maximum_payload):
    """Reads one frame from a blocking binary stream.

    Returns (header, payload), or None at a clean end. Raises FrameError for anything else, before it allocates what a
    forged length asks for.
    """
    prefix = stream.read(PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < PREFIX.size:
        raise FrameError("the stream ended within a frame")
    header_length, payload_length = PREFIX.unpack(prefix)
    if header_length > MAXIMUM_HEADER or payload_length > maximum_payload:
        raise FrameError(f"a frame of {header_length} + {payload_length} bytes is beyond the caps")
    header = stream.read(header_length)
    payload = stream.read(payload_length) if payload_length else b""
    if len(header) < header_length or len(payload) < payload_length:
        raise FrameError("the stream ended within a frame")
    return decode_header(header), payload


class FrameAssembler:
    """Cuts frames out of pieces of a stream as they arrive.

    Refuses a length beyond its caps as soon as it is announced, so that it never holds more than one frame.
    """

    def __init__(self, maximum_payload, maximum_total, maximum_frames):
        self._maximum_payload = maximum_payload
        self._bytes_left = maximum_total
        self._frames_left = maximum_frames
        self._buffer = bytearray()

    @property
    def incomplete(self):
        """Whether part of a frame is waiting for the rest."""
        return bool(self._buffer)

    def feed(self, data):
        """Takes a piece and returns the frames that it completes; raises FrameError beyond a cap."""
        self._buffer += data
        frames = []
        while (frame := self._next()) is not None:
            frames.append(frame)
        return frames

    def _next(self):
        if len(self._buffer) < PREFIX.size:
            return None
        header_length, payload_length = PREFIX.unpack_from(self._buffer)
        if header_length > MAXIMUM_HEADER or payload_length > self._maximum_payload:
            raise FrameError(f"a frame of {header_length} + {payload_length} bytes is beyond the caps")
        total = PREFIX.size + header_length + payload_length
        if total > self._bytes_left or self._frames_left == 0:
            raise FrameError("more output than the caps allow")
        if len(self._buffer) < total:
            return None
        header = decode_header(bytes(self._buffer[PREFIX.size : PREFIX.size + header_length]))
        payload = bytes(self._buffer[PREFIX.size + header_length : total])
        del self._buffer[:total]
        self._bytes_left -= total
        self._frames_left -= 1
        return header, payload
