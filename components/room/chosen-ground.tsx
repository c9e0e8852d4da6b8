/** What the host chose to stand behind a picture that lies, on a screen that stands; darkened, so that what lies over it is read. */
export function chosenGround(ground: string) {
  if (ground === "blur") return undefined;
  if (ground === "colour") return <div data-testid="ground" className={`${behind} bg-signal`} />;
  // biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here
  return <img data-testid="ground" src={ground} alt="" className={`${behind} object-cover`} />;
}

const behind = "pointer-events-none absolute inset-0 -z-10 size-full opacity-45";
