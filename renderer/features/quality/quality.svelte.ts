// A call's quality while it goes on: a sample every two seconds, a word for people, a summary for the record.
import { QUALITY_SAMPLE_MS, type CallId } from '../../../signalling/protocol/index.ts';
import type { CallMedia } from '../../core/callMedia/callMedia.ts';
import {
  countQuality,
  sampleBetween,
  type QualityCounts,
  type QualitySample,
} from '../../core/callQuality/qualitySample.ts';
import { QualitySummary } from '../../core/callQuality/qualitySummary.ts';
import { judgeQuality, type QualityVerdict } from '../../core/callQuality/qualityVerdict.ts';
import type { MediaLink } from '../../core/peerLink/mediaLink.ts';
import { FIRST_RUNG, SIGNING_RUNGS, signingSample } from '../../core/callMedia/signing.ts';
import { SoundFirst } from '../../core/callMedia/soundFirst.ts';
import { RUNGS, VideoLadder } from '../../core/callMedia/videoLadder.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

/** The browser's estimate starts low and needs this many samples of a new link to find its level. */
const SETTLING_SAMPLES = 3;
/** The record gets a summary every so many samples, so that a call that ends abruptly has one too. */
const SAMPLES_PER_REPORT = 7;

export class QualityWatch {
  readonly #client: SignallingClient;
  /** Undefined: nothing goes on record. */
  readonly #callId: CallId | undefined;
  readonly #media: CallMedia;
  readonly #summary = new QualitySummary();
  readonly #timer: ReturnType<typeof setInterval>;
  #sample = $state.raw<QualitySample>();
  #verdict = $state.raw<QualityVerdict>({ level: 'good', side: 'unknown' });
  #before: { link: MediaLink; counts: QualityCounts } | undefined;
  #sinceReport = 0;
  #samplesOfLink = 0;
  #ladder = new VideoLadder();
  #soundFirst = new SoundFirst();
  #isForMotion = false;
  #pictureGivenUp = $state(false);
  #picturesHeldBack = $state(false);

  constructor(client: SignallingClient, callId: CallId | undefined, media: CallMedia) {
    this.#client = client;
    this.#callId = callId;
    this.#media = media;
    this.#timer = setInterval(() => void this.#look(), QUALITY_SAMPLE_MS);
  }

  /** The last two seconds; undefined while there is nothing to say. */
  get sample(): QualitySample | undefined {
    return this.#sample;
  }

  get verdict(): QualityVerdict {
    return this.#verdict;
  }

  /** The path takes no picture besides the sound, so ours is not sent for now. */
  get pictureGivenUp(): boolean {
    return this.#pictureGivenUp;
  }

  /** The path takes no pictures of the others beside their sound. */
  get picturesHeldBack(): boolean {
    return this.#picturesHeldBack;
  }

  /** Sends the last summary. */
  close(): void {
    clearInterval(this.#timer);
    this.#report();
  }

  async #look(): Promise<void> {
    const { link } = this.#media;
    if (!link || link.state === 'ended') return;
    const report = await link.stats();
    const counts = countQuality([...report.values()] as Record<string, unknown>[], performance.now());
    const before = this.#before?.link === link ? this.#before.counts : undefined;
    if (!before) this.#samplesOfLink = 0;
    this.#before = { link, counts };
    const sample = before && sampleBetween(before, counts);
    if (!sample) return;
    this.#sample = sample;
    this.#samplesOfLink += 1;
    const isSettled = this.#samplesOfLink > SETTLING_SAMPLES || sample.lossOut > 0;
    this.#changeLadder();
    const path = this.#isForMotion ? signingSample(sample, sample.pictureTargetBps, this.#ladder.limit) : sample;
    const known = { ...path, limitedByBandwidth: path.limitedByBandwidth && isSettled };
    if (this.#ladder.observe(known, performance.now())) this.#media.limitVideo(this.#ladder.limit);
    this.#pictureGivenUp = this.#media.isPictureGivenUp;
    this.#takePictures(sample);
    this.#verdict = judgeQuality(sample, this.#verdict.level, this.#media.isInRoom);
    this.#summary.add(sample);
    this.#sinceReport += 1;
    if (this.#sinceReport >= SAMPLES_PER_REPORT) this.#report();
  }

  /** In a room the media server sends what it takes the path to hold. Of two whoever sends sees to it. */
  #takePictures({ soundLossIn }: QualitySample): void {
    const { pictures, isInRoom, remotes } = this.#media;
    if (!isInRoom) {
      // The next room is another path, or this one on another day.
      if (pictures.taken !== 'all') this.#soundFirst = new SoundFirst();
      pictures.take('all');
      this.#picturesHeldBack = false;
      return;
    }
    const sends = (line: 'video' | 'screen'): boolean => [...remotes.values()].some(({ sending }) => sending.has(line));
    const arriving = { hasCameras: sends('video'), hasScreens: sends('screen') };
    this.#soundFirst.observe({ soundLossIn, ...arriving }, performance.now());
    pictures.take(this.#soundFirst.taken);
    this.#picturesHeldBack = this.#soundFirst.taken !== 'all';
  }

  /** The picture of who signs steps down another way. */
  #changeLadder(): void {
    if (this.#isForMotion === this.#media.isSigning) return;
    this.#isForMotion = this.#media.isSigning;
    this.#ladder = this.#isForMotion
      ? new VideoLadder(SIGNING_RUNGS, FIRST_RUNG)
      : new VideoLadder(RUNGS, this.#ladder.limit);
    this.#media.limitVideo(this.#ladder.limit);
  }

  #report(): void {
    this.#sinceReport = 0;
    const quality = this.#summary.read(this.#media.interruptions);
    const callId = this.#callId;
    if (quality && callId) void this.#client.request('call.reportQuality', { callId, quality });
  }
}
