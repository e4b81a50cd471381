// Leaving a public page at once: the control, or Shift three times within five seconds (Esc would clash with the
// browser's own meaning). The screen is cleared before the other site answers, and the address is replaced, so Back
// does not come back here. Moves inside the public pages replace, too: the history never holds more than one of them.

const span = 5000;

export function presses(now: () => number, need = 3): (event: { key: string; repeat?: boolean }) => boolean {
  let times: number[] = [];
  return (event) => {
    if (event.repeat) return false;
    if (event.key !== "Shift") {
      times = [];
      return false;
    }
    const at = now();
    times = [...times.filter((t) => at - t < span), at];
    return times.length >= need;
  };
}

function leave(link: HTMLAnchorElement): void {
  document.title = "";
  document.body.replaceChildren();
  window.location.replace(link.href);
}

export function listenForExit(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-exit]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
  const enough = presses(() => performance.now());
  document.addEventListener("keydown", (event) => {
    if (enough(event)) leave(link);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!to || to.origin !== window.location.origin || to.target) return;
    if (to.pathname === window.location.pathname && to.hash) return;
    event.preventDefault();
    window.location.replace(to.href);
  });
}
