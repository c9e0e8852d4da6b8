/** What keys and channels of Redis are called. The braces keep what belongs to one show on one server of a cluster. */
export const redisKeys = {
  events: "lr:events",
  frames: (showId: string) => `lr:{${showId}}:frames`,
  showOfFrames: (channel: string) => /^lr:\{(.+)\}:frames$/.exec(channel)?.[1],
  snapshot: (showId: string) => `lr:{${showId}}:snapshot`,
  /** Likes that nobody has saved yet. */
  likes: (showId: string) => `lr:{${showId}}:likes`,
  /** By process: `viewers:beat`. */
  viewers: (showId: string) => `lr:{${showId}}:viewers`,
  /** People of one half minute, counted by their traces (HyperLogLog). */
  people: (showId: string, bucket: number) => `lr:{${showId}}:people:${bucket}`,
};
