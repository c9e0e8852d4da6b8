const quietestDecibels = -60;

/** 0 for silence, 1 for full scale, even in decibels between. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.min(1, Math.max(0, 1 - decibels / quietestDecibels));
}
