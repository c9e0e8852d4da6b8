/** The text of one field as typed. */
export function textOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

/** The whole number in one field; NaN, which no schema takes, when it is anything else. */
export function countOf(form: HTMLFormElement, name: string): number {
  const text = textOf(form, name).trim();
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Text that may be absent. */
export function optionalOf(form: HTMLFormElement, name: string): string | null {
  return textOf(form, name).trim() || null;
}
