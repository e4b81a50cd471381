// The screen locks after some minutes without use. This says so in time, and locks when the time is over, so that nothing
// stays readable on an unattended screen.
import { isLocked, lock } from "./lock";

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
    if (isLocked()) last = Date.now();
    else if (idle >= after) lock();
    else notice.hidden = idle < after - warnBefore;
  }, 1000);
}
