/** What the rooms of sockets are called. Nobody else spells these names. */
export const socketRooms = {
  show: (showId: string) => `show:${showId}`,
  board: (showId: string) => `board:${showId}`,
  talk: (showId: string) => `talk:${showId}`,
  /** Whoever keeps any talk. */
  talks: "talks",
  user: (userId: string) => `user:${userId}`,
  session: (token: string) => `session:${token}`,
};
