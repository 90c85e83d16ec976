"""A child that speaks the engine's protocol without any library: what it does is told by the model's name."""

from __future__ import annotations

import json
import os
import sys
import threading
import time


def say(kind: str, **fields: object) -> None:
    """One event."""
    print(json.dumps({"v": 1, "type": kind, "t": 0.0, **fields}), flush=True)


def leave_at_the_end_of_stdin(lines: list[str]) -> None:
    """Collect lines; end like the real engine."""
    for line in sys.stdin:
        if json.loads(line)["type"] == "stop":
            break
        lines.append(line)
    os._exit(0)


def main() -> None:
    """Serve."""
    if os.environ.get("FAKE_ENGINE") == "dies at start":
        print("no library", file=sys.stderr)
        sys.exit(3)
    if os.environ.get("FAKE_ENGINE") == "starts slowly":
        time.sleep(1)
    lines: list[str] = []
    threading.Thread(target=leave_at_the_end_of_stdin, args=(lines,), daemon=True).start()
    say("ready", devices=["cpu"], version=str(os.getpid()))
    opened = ""
    while True:
        while not lines:
            time.sleep(0.002)
        message = json.loads(lines.pop(0))
        number = message["request"]
        if message["type"] == "open":
            opened = message["path"]
            level = {"width": 1, "height": 1, "offset": 0}
            say("opened", request=number, path=opened, width=1, height=1, channels=3, bits=8, has_alpha=False,
                format="png", notes=[], pixels={"path": "p", "levels": [level]})  # fmt: skip
        elif message["type"] == "upscale" and message["model"] == "busy":
            time.sleep(60)
        elif message["type"] == "upscale" and message["model"] == "crash":
            print("segmentation of some kind", file=sys.stderr, flush=True)
            os.kill(os.getpid(), 9)
        elif message["type"] == "upscale":
            say("request_failed", request=number, code="test", message=opened, hint="")
        elif message["type"] == "list_models":
            for _ in range(2000):
                say("working", request=number, done=1, total=2, seconds_left=None)
            print("\xff\xfe not an event")
            say("models_end", request=number, count=0)


if __name__ == "__main__":
    main()
