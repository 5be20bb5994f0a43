// What was said to a link. Each person is asked before they are shown it: between two there is one answer, among several one of each.
import type { AssistRoom } from '../../core/assist/assistRoom.ts';

export type LinkAnswer = 'accepted' | 'declined';

export function answerLink(room: AssistRoom, messageId: string, answer: LinkAnswer): void {
  room.maps.linkAnswers.set(
    room.isAmongSeveral && room.leg !== undefined ? ofLeg(messageId, room.leg) : messageId,
    answer,
  );
}

/** What this side said to a link of somebody else's. */
export function ownLinkAnswer({ maps, authors, leg }: AssistRoom, messageId: string): LinkAnswer | undefined {
  const ofAll = authors.isMine('linkAnswers', messageId) === false ? undefined : maps.linkAnswers.get(messageId);
  return ofAll ?? (leg === undefined ? undefined : maps.linkAnswers.get(ofLeg(messageId, leg)));
}

/** What others said to a link of this side's: one yes is a yes. */
export function linkAnswerOfOthers({ maps }: AssistRoom, messageId: string): LinkAnswer | undefined {
  const { entries } = maps.linkAnswers;
  const answers = [...entries].flatMap(([key, answer]) => (isAbout(key, messageId) ? [answer] : []));
  return answers.find((answer) => answer === 'accepted') ?? answers[0];
}

function ofLeg(messageId: string, leg: string): string {
  return `${messageId}:${leg}`;
}

function isAbout(key: string, messageId: string): boolean {
  return key === messageId || key.startsWith(`${messageId}:`);
}
