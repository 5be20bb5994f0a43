// How good speech sounds over a path, as one number. Pure.

/**
 * Mean opinion score by the E-model, ITU-T G.107 (06/2015), with its default values for all that a call's statistics
 * do not tell: R = 93.2 − Id − Ie,eff.
 *
 * - Id, the loss through delay, in the simplification of Cole and Rosenbluth, "Voice over IP performance monitoring"
 *   (2001), eq. 3: 0.024 d + 0.11 (d − 177.3) where d exceeds 177.3 ms.
 * - Ie,eff, the loss through packets that do not arrive: (95 − Ie) · Ppl / (Ppl + Bpl), G.107 eq. 7-29 with BurstR 1.
 *   Ie = 0 and Bpl = 25.1 are those of G.711 with loss concealment, G.113 table I.4; Opus with FEC does no worse.
 * - R to MOS by G.107 annex B.
 *
 * @param roundTripMs round-trip time of the path
 * @param jitterMs jitter of what arrives; the play-out buffer is taken as twice that
 * @param lossRatio share of packets that did not arrive, 0 to 1
 * @returns 1 (unusable) to 4.41 (nothing to complain of)
 */
export function meanOpinionScore(roundTripMs: number, jitterMs: number, lossRatio: number): number {
  const delayMs = roundTripMs / 2 + 2 * jitterMs + FRAME_MS;
  const delayLoss = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0);
  const lossPercent = 100 * Math.min(1, Math.max(0, lossRatio));
  const equipmentLoss = (95 * lossPercent) / (lossPercent + 25.1);
  return scoreOf(93.2 - delayLoss - equipmentLoss);
}

/** One Opus frame is collected before it is sent. */
const FRAME_MS = 20;

function scoreOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}
