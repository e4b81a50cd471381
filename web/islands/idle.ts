// The screen locks after some minutes without use. The server ends the session; this only says so in time, and
// covers the page when the time is over so that nothing stays readable on an unattended screen. What was typed stays
// in the page underneath and is there again after signing in (the lock notice keeps the page, it does not leave it).
import { draw } from "./curtain";

const warnBefore = 60_000;

export function listenForIdle(): void {
  const notice = document.querySelector<HTMLElement>("[data-idle-after]");
  const after = Number(notice?.dataset.idleAfter) * 1000;
  if (!notice || !(after > 0)) return;
  let last = Date.now();
  const touch = (): void => {
    last = Date.now();
    notice.hidden = true;
  };
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    document.addEventListener(kind, touch, { passive: true, capture: true });
  }
  setInterval(() => {
    const idle = Date.now() - last;
    if (idle >= after) draw();
    else notice.hidden = idle < after - warnBefore;
  }, 1000);
}
