/** One small mistake that somebody could make, and who should notice. */
export type Mutant = {
  /** The end of the path of a file below lib or prisma, long enough to be the only one: `orders.sql`, `live/room.ts`. */
  file: string;
  /** Stands in the file exactly once. */
  text: string;
  /** What stands there with the mistake. */
  becomes: string;
  /** What the mistake means to somebody. */
  means: string;
  /** Test files that should notice, by the ends of their paths, the quickest first. */
  tests: string[];
};

type Mistake = [text: string, becomes: string, means: string, tests?: string];

/** Mutants of one file. `tests` is for those that name none; both are names like `preorders/place`, divided by blanks. */
export function inFile(file: string, tests: string, mistakes: Mistake[]): Mutant[] {
  return mistakes.map(([text, becomes, means, own]) => ({
    ...{ file, text, becomes, means },
    tests: (own ?? tests).split(" ").map((name) => `${name}.test.ts`),
  }));
}
