/** Those fields of a form that differ from what it showed at first, so that saving changes nothing else. */
export function changedOf<Shown extends object>(shown: Shown, typed: object): Partial<Shown> {
  const changed: Partial<Shown> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (!Object.is(Reflect.get(shown, name), value)) Reflect.set(changed, name, value);
  }
  return changed;
}
