/** The place of each of a recording's objects in storage. */
export const recordingKeys = {
  show: (showId: string) => `${showId}/`,
  index: (showId: string) => `${showId}/index.ndjson`,
  init: (showId: string, takeId: string) => `${showId}/${takeId}/init.mp4`,
  file: (showId: string, { takeId, sequence }: { takeId: string; sequence: number }) =>
    `${showId}/${takeId}/${sequence}.m4s`,
};
