/** Something that has to be done when its time has come, by one process, whichever is there. */
export type TimedWork<App = void> = {
  /** Names its queue. */
  name: string;
  /** Seconds from one run to the next at least, over all processes. */
  every: number;
  /** An SQL condition by the database's clock: there is something to do. Asked every second, so an index must answer it. */
  due: string;
  /** Does what is due, or a part of it, in less than a minute. May run again and beside itself at any moment. */
  work: (app: App) => Promise<unknown>;
};
