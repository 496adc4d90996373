"""How fast what plays by itself is: frames a second in the page, the kernel's work and the bytes of each."""

from tests.explorer_page import held_by, in_kernel

SECONDS = 5
FRAMES = 1_000
PLAYERS = {"Trainer": "Trainer(trained=0, epochs='20,000')"}

# Processor time, which stands still while other programs run.
_WORK = """from time import thread_time

player, times = {code}, []
player.press("play")
while player._view.playing:
    asked = {{"n": -1, "page": "", "do": [["tick", player._view.playing]]}}
    start = thread_time()
    player._answer(None, asked, [])
    times.append(thread_time() - start)
print(1e3 * sorted(times)[int(0.95 * len(times))])"""

# Counts the pictures that are drawn, as the eye sees them: at most one a frame of the page.
_COUNT = """async (seconds) => {
  const root = document.querySelector(".bp-explorer"), end = performance.now() + 1e3 * seconds;
  let count = 0, last = root.dataset.shown;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    if (root.dataset.shown !== last) [count, last] = [count + 1, root.dataset.shown];
  }
  return count / seconds; }"""

# Presses pause and gives the milliseconds until the last picture is drawn.
_PAUSE = """async () => {
  const root = document.querySelector(".bp-explorer"), pressed = performance.now();
  root.querySelector("[data-press=play]").click();
  let changed = pressed, last = root.dataset.shown;
  while (performance.now() - pressed < 1500) {
    await new Promise(requestAnimationFrame);
    if (root.dataset.shown !== last) [changed, last] = [performance.now(), root.dataset.shown];
  }
  return changed - pressed; }"""


def measure_playing(page, explorer, traffic, code):
    """Return the rows of an explorer that plays: (what, measured, "", goal, whether it holds)."""

    def drawn():
        return int(explorer.root.get_attribute("data-shown"))

    def held_after(frames):
        """Play on for so many frames, from the start where the end is reached before, and pause."""
        goal = drawn() + frames
        while drawn() < goal:
            if explorer.button("play").inner_text() == "play":
                explorer.button("play").click()
            page.wait_for_timeout(50)
        page.evaluate(_PAUSE)
        return held_by(page)

    explorer.button("play").click()
    page.wait_for_timeout(500)
    first, bytes_before = drawn(), traffic.bytes
    frames = page.evaluate(_COUNT, SECONDS)
    cost = (traffic.bytes - bytes_before) / max(drawn() - first, 1)
    pause = page.evaluate(_PAUSE)
    work = float(in_kernel(page, _WORK.format(code=code)))
    before, after = held_after(FRAMES // 5), held_after(FRAMES)
    nodes, heap, memory = (y - x for x, y in zip(before, after))
    return [
        ("pictures a second", frames, "", "at least 20", frames >= 20),
        ("press on pause to the last picture, ms", pause, "", "below 150", pause < 150),
        ("kernel's work a frame, p95, ms", work, "", "at most 8", work <= 8),
        ("bytes a frame, kB", cost / 1e3, "", "at most 10", cost <= 10e3),
        (f"{FRAMES} frames, page's nodes", nodes, "", "below 1000", nodes < 1000),
        (f"{FRAMES} frames, page's memory, kB", heap / 1e3, "", "below 2000", heap < 2e6),
        (f"{FRAMES} frames, kernel's memory, kB", memory / 1e3, "", "below 5000", memory < 5e6),
    ]
