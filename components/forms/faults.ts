import { createContext, use } from "react";

/** What is wrong with a form, by the dotted path of the field; null where the field has its own words for it. */
export type Faults = ReadonlyMap<string, string | null>;

export const noFaults: Faults = new Map();

export const FaultsOfForm = createContext(noFaults);

/** What to say at a field: nothing, the server's own sentence, or the field's words for what is wrong there. */
export function useFaults(): (path: string, words: string) => string | undefined {
  const faults = use(FaultsOfForm);
  return (path, words) => (faults.has(path) ? (faults.get(path) ?? words) : undefined);
}

/** The same for a field whose text is read as a list: a fault of any part of it is its own. */
export function useFaultsWithin(): (path: string, words: string | undefined) => string | undefined {
  const faults = use(FaultsOfForm);
  return (path, words) => {
    const at = [...faults.keys()].find((each) => each === path || each.startsWith(`${path}.`));
    return at === undefined ? undefined : (faults.get(at) ?? words);
  };
}
