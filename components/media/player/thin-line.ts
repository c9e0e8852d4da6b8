const thinMegabits = 0.7;

/** What the browser knows of its line before anything came over it; Safari and Firefox tell nothing. */
export function looksThin(line: unknown = Reflect.get(navigator, "connection")): boolean {
  if (typeof line !== "object" || line === null) return false;
  const megabits: unknown = Reflect.get(line, "downlink");
  return Reflect.get(line, "saveData") === true || (typeof megabits === "number" && megabits < thinMegabits);
}
