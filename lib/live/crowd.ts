/** A frame costs one write a viewer: above so many viewers there are two a second, which nobody tells from five. */
export const crowdViewers = 10_000;
