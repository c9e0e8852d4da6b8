import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of few lines that take a minute or two: by size they come last, and one worker is done while the other has two left. */
const isSlow = ({ moduleId }: TestSpecification) => /[/]tests[/](faults|fuzz)[/]/.test(moduleId);

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
