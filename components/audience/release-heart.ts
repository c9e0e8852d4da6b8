const heart =
  "M12 21s-7.5-4.9-10-9.6C.2 7.8 2.3 3.5 6.3 3.5c2.4 0 4.2 1.3 5.7 3.5 1.5-2.2 3.3-3.5 5.7-3.5 4 0 6.1 4.3 4.3 7.9C19.5 16.1 12 21 12 21z";
const maxAtOnce = 14;
const svgNamespace = "http://www.w3.org/2000/svg";

/** Lets up to `count` hearts rise through the layer. Sampled: a crowd looks like a stream, never like a blizzard. */
export function releaseHearts(layer: HTMLElement, count: number): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) return;
  const free = maxAtOnce - layer.childElementCount;
  for (let index = 0; index < Math.min(count, free); index += 1) releaseOne(layer, index * 90);
}

function releaseOne(layer: HTMLElement, delay: number): void {
  const picture = document.createElementNS(svgNamespace, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  const size = 18 + Math.random() * 14;
  picture.style.cssText = `position:absolute;bottom:0;right:${4 + Math.random() * 40}px;width:${size}px;fill:var(--signal);stroke:var(--on-signal);stroke-width:1.2;opacity:0`;
  const outline = document.createElementNS(svgNamespace, "path");
  outline.setAttribute("d", heart);
  picture.append(outline);
  layer.append(picture);

  const sway = (Math.random() - 0.5) * 56;
  const rise = picture.animate(
    [
      { transform: "translate(0, 0) scale(0.4)", opacity: 0 },
      { transform: `translate(${sway * 0.4}px, -20%) scale(1)`, opacity: 1, offset: 0.15 },
      { opacity: 1, offset: 0.6 },
      { transform: `translate(${sway}px, -75cqh) scale(1.1)`, opacity: 0 },
    ],
    { duration: 1600 + Math.random() * 900, delay, easing: "cubic-bezier(0.2, 0.6, 0.4, 1)" },
  );
  rise.finished.finally(() => picture.remove());
}
